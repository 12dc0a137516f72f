namespace PveLab.Courseware.Classes.Copies;

/// <summary>What everybody types because the course says so: the lines and words of a scenario's own transcripts and texts and of the lessons, and the names of commands.</summary>
internal sealed class Taught
{
    private readonly HashSet<string> lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> words = new(StringComparer.Ordinal);

    /// <summary>What these texts teach.</summary>
    public Taught(IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            foreach (var line in text.Split('\n'))
            {
                Say(line);
                // A lesson shows commands behind a prompt.
                if (line is ['#' or '$', ' ', ..]) Say(line[2..]);
            }
        }
        foreach (var command in Shell.Commands.Standard.All) words.UnionWith(LineKeys.Words(command.Name));
    }

    /// <summary>Whether the course says this line.</summary>
    public bool Says(string key) => lines.Contains(key);

    /// <summary>Whether the course uses this word.</summary>
    public bool Knows(string word) => words.Contains(word);

    private void Say(string line)
    {
        var key = LineKeys.Plain.Of(line);
        lines.Add(key);
        words.UnionWith(LineKeys.Words(key));
    }
}
