using System.Collections.Immutable;

namespace PveLab.Courseware.Attempts;

/// <summary>Something the learner did. The inputs of an attempt are all there is to save: everything else follows from them.</summary>
public abstract record Input
{
    private Input()
    {
    }

    /// <summary>A line: a command at the prompt, or the answer to a program that asks for one.</summary>
    public sealed record Line(string Text) : Input;

    /// <summary>A key by name (<c>Ctrl+C</c>, <c>Ctrl+O</c>, <c>q</c>): the answer to a program, or Ctrl+C to interrupt it.</summary>
    public sealed record Key(string Name) : Input;

    /// <summary>Lets virtual time pass at the prompt, or while a program waits for an answer.</summary>
    public sealed record Advance(TimeSpan Time) : Input;

    /// <summary>A call of the API that changes something, made by a view.</summary>
    /// <param name="Verb">pvesh's word: create, set, delete or get.</param>
    /// <param name="Path">The path, <c>/cluster/backup</c>.</param>
    /// <param name="Parameters">The parameters as texts.</param>
    public sealed record ApiCall(string Verb, string Path, ImmutableSortedDictionary<string, string> Parameters) : Input;

    /// <summary>A quiz answered; the last answer counts.</summary>
    public sealed record QuizAnswer(string Quiz, int Option) : Input;

    /// <summary>A hint bought, counted from 0.</summary>
    public sealed record HintBought(int Hint) : Input;

    /// <summary>The screen of full-screen programs has another size from now on.</summary>
    public sealed record ScreenSize(int Columns, int Rows) : Input;

    /// <summary>The shell of another node is taken to, at the prompt.</summary>
    public sealed record NodeOpened(string Node) : Input;

    /// <summary>A file of the node saved in an editor.</summary>
    public sealed record FileSaved(string Path, string Text) : Input;

    /// <summary>
    /// Everything after entry <paramref name="To"/> of the journal was taken back (0: everything). No input of an attempt, but of its journal: the
    /// attempt begins anew and takes the inputs that are left. What was bought or answered stays bought and answered.
    /// </summary>
    public sealed record Rewind(int To) : Input;

    /// <summary>The attempt is over: it was handed in, left with <c>exit</c>, or begun anew. Only a journal knows it.</summary>
    public sealed record Finished : Input;

    /// <summary>Whether it leaves the world alone, so that taking back what was done in the world does not take it back.</summary>
    public bool IsAside => this is HintBought or QuizAnswer;
}

/// <summary>An input and when it came.</summary>
/// <param name="Steps">How many steps were pulled since the input before it: only a program that is interrupted makes this matter.</param>
/// <param name="Input">The input.</param>
public sealed record Entry(int Steps, Input Input);
