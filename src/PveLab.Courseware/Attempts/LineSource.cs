namespace PveLab.Courseware.Attempts;

/// <summary>Where an attempt's lines come from: a transcript, a pipe, somebody at a terminal. <see cref="AttemptDriver"/> does the rest.</summary>
public abstract class LineSource
{
    /// <summary>Whether somebody looks at the prompt while the line is awaited; otherwise a prompt is shown together with its line.</summary>
    public virtual bool IsLive => false;

    /// <summary>Whether whoever types has gone: what still asks stays as it is, and is not told that input has ended.</summary>
    public virtual bool HasLeft => false;

    /// <summary>The next line; null at the end of input, and when there is nobody left.</summary>
    public abstract TranscriptLine? Next(LinePlace place);

    /// <summary>Called after everything a program showed or did: takes the time it is meant to take, and tells whether Ctrl+C comes now.</summary>
    public abstract bool Interrupts();
}

/// <summary>What a line is for.</summary>
public enum LinePlace
{
    /// <summary>A command at the shell's prompt.</summary>
    Prompt,

    /// <summary>The rest of a command that is not whole yet.</summary>
    Continuation,

    /// <summary>The answer to a program that asks.</summary>
    Question,
}
