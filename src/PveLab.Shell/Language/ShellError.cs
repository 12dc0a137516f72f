namespace PveLab.Shell.Language;

/// <summary>An expansion that cannot be done: the line is given up with this text and status. Rare, hence an exception.</summary>
internal sealed class ShellError(string message, int status = 1) : Exception(message)
{
    /// <summary>What <c>$?</c> becomes.</summary>
    public int Status { get; } = status;
}
