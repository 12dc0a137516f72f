using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PveLab.Courseware.Lessons;

/// <summary>What one reading of a lesson gathers: problems, ids given out, and the source lines.</summary>
internal sealed partial class ReadingContext(string file)
{
    private readonly List<LessonProblem> problems = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> headings = new(StringComparer.Ordinal);
    private int tasks;
    private int hints;
    private int quizzes;

    public string[] Lines { get; set; } = [];
    public bool HasFrontMatter { get; set; }
    public IReadOnlyList<string> Scenarios { get; set; } = [];
    public IReadOnlyList<LessonProblem> Problems => problems;

    /// <summary>Notes a problem at a 1-based position; beyond the limit they are dropped, the first ones matter.</summary>
    public void Problem(int line, int column, string message)
    {
        if (problems.Count < LessonLimits.Problems) problems.Add(new LessonProblem(file, line, column, SafeText.Clean(message)));
    }

    public string NextTask() => string.Create(CultureInfo.InvariantCulture, $"task-{++tasks}");
    public string NextHint() => string.Create(CultureInfo.InvariantCulture, $"hint-{++hints}");
    public string NextQuiz() => string.Create(CultureInfo.InvariantCulture, $"quiz-{++quizzes}");

    /// <summary>Whether the line above a block (0-based line) holds something, so that the block belongs close to it.</summary>
    public bool IsTight(int line) => line > 0 && line <= Lines.Length && Lines[line - 1].AsSpan().Trim("> \t").Length > 0;

    /// <summary>Takes an id of a quiz; false when another one has it.</summary>
    public bool Take(string id) => ids.Add(id);

    /// <summary>A heading's id as GitHub forms it: lower case, spaces to hyphens, punctuation gone, a number against repetition.</summary>
    public string HeadingId(string title)
    {
        var slug = new StringBuilder();
        foreach (Rune rune in title.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_') slug.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (Rune.IsWhiteSpace(rune)) slug.Append('-');
        }
        if (slug.Length == 0) slug.Append("section");
        string id = slug.ToString(), free = id;
        int uses = headings.GetValueOrDefault(id);
        while (!ids.Add("#" + free)) free = string.Create(CultureInfo.InvariantCulture, $"{id}-{++uses}");
        headings[id] = uses;
        return free;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.CultureInvariant)]
    public static partial Regex Id();

    [GeneratedRegex(@"\s*\{#([a-z0-9][a-z0-9-]{0,63})\}\s*$", RegexOptions.CultureInvariant)]
    public static partial Regex Binding();
}
