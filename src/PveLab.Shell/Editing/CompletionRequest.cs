namespace PveLab.Shell.Editing;

/// <summary>What a <see cref="Completer"/> is asked.</summary>
/// <param name="Session">Where the line is typed.</param>
/// <param name="Words">The command's words before the one being typed, its name first; quotes are taken away.</param>
/// <param name="Typed">What is already typed of the word at the cursor.</param>
public sealed record CompletionRequest(ShellSession Session, IReadOnlyList<string> Words, string Typed)
{
    /// <summary>The word before the one being typed.</summary>
    public string Previous => Words.Count > 0 ? Words[^1] : "";
}
