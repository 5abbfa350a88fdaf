-- Stands for the next schema in the tests of migration: slow enough to be interrupted.
ALTER TABLE session ADD COLUMN weather TEXT;
CREATE TABLE made_by_migration AS
WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < 50000)
SELECT n, hex(randomblob(20)) AS filler FROM counter;
PRAGMA user_version = 2;
