namespace PveLab.Courseware.Attempts;

/// <summary>An attempt cannot take an input now: a program runs, or none does, or the input is out of bounds. Nothing has changed.</summary>
/// <param name="message">Which input.</param>
public sealed class InputRefusedException(string message) : Exception(message);
