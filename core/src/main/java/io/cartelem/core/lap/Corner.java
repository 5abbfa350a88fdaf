package io.cartelem.core.lap;

/// A part of a lap around a place where the car is slowest.
///
/// @param number from 1 in the order in which they are driven; 0 for a part that is no corner
/// @param fromM where it begins: where the car is fastest before it
/// @param apexM where the car is slowest
/// @param toM where the next begins
/// @param turnDeg how far it turns, positive to the right
public record Corner(int number, double fromM, double apexM, double toM, double turnDeg) {}
