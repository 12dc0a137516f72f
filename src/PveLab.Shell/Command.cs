using PveLab.Shell.Editing;

namespace PveLab.Shell;

/// <summary>
/// A program of the node: an iterator over its <see cref="Step"/>s that sets <see cref="Invocation.ExitCode"/> before it ends.
/// It may throw <see cref="Sim.PveException"/> (printed to stderr, exit 255) and <see cref="Sim.Files.FileException"/> (<c>name: path: error</c>, exit 1).
/// </summary>
public delegate IEnumerable<Step> Program(Invocation invocation);

/// <summary>What could stand at the cursor, whole words; the framework filters by what is already typed and sorts.</summary>
public delegate IEnumerable<string> Completer(CompletionRequest request);

/// <summary>An entry of the command catalogue.</summary>
/// <param name="Name">The word that starts it.</param>
/// <param name="Run">The program.</param>
/// <param name="Summary">One line for <c>help</c>.</param>
/// <param name="Complete">Words for the cursor position; null: paths.</param>
public sealed record Command(string Name, Program Run, string Summary, Completer? Complete = null)
{
    /// <summary>The directory <c>which</c> finds it in.</summary>
    public string Directory { get; init; } = "/usr/bin";

    /// <summary>Where <c>which</c> finds it.</summary>
    public string Path => Directory + "/" + Name;
}
