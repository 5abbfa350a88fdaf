-- Stands for a migration in the middle of which the power fails: it has written, and goes on until
-- somebody ends its process.
CREATE TABLE never_made (n INTEGER, filler TEXT);
INSERT INTO never_made SELECT n, hex(randomblob(200)) FROM made_by_migration;
WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter)
INSERT INTO never_made SELECT n, NULL FROM counter WHERE n < 0;
PRAGMA user_version = 3;
