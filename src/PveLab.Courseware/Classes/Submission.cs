namespace PveLab.Courseware.Classes;

/// <summary>A file that somebody handed in, as the host read it.</summary>
/// <param name="File">Its name as reports show it: relative, with <c>/</c>, free of control characters.</param>
/// <param name="Student">Whose it is (<see cref="StudentName"/>).</param>
/// <param name="Text">Its text; null when it could not be read.</param>
/// <param name="Refusal">Why it could not be read.</param>
public sealed record Submission(string File, string Student, string? Text, Refusal? Refusal = null)
{
    /// <summary>A file handed in, its name made safe to show.</summary>
    /// <param name="path">The path below the class's folder, or as the user named the file.</param>
    /// <param name="inFolder">Whether it was found in a folder, whose sub-folders name students.</param>
    /// <param name="text">Its text; null when it could not be read.</param>
    /// <param name="refusal">Why it could not be read.</param>
    public static Submission Of(string path, bool inFolder, string? text, Refusal? refusal = null) =>
        new(StudentName.Shown(path), StudentName.Of(path, inFolder), text, refusal);
}
