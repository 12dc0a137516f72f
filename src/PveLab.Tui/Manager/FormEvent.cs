namespace PveLab.Tui.Manager;

/// <summary>
/// What a key or click in a form asks its host for; null when the form needs nothing. The form stays as it is until the host answers:
/// <c>FormUpdate.Refused(form, error)</c> shows the API's words in it, <c>FormUpdate.Answered(form, context)</c> gives it what it wanted to read.
/// </summary>
public abstract record FormEvent
{
    private FormEvent()
    {
    }

    /// <summary>The form is done: make this call, then close it or tell it the refusal.</summary>
    public sealed record Write(ApiWrite Call) : FormEvent;

    /// <summary>The form wants to read more of the API: these paths with their queries.</summary>
    public sealed record Read(IReadOnlyList<string> Paths) : FormEvent;

    /// <summary>The command line shown under the form goes to the shell's input line, to be read and entered there; the form stays open.</summary>
    public sealed record ToShell(string Line) : FormEvent;

    /// <summary>The form is closed without doing anything.</summary>
    public sealed record Close : FormEvent;
}
