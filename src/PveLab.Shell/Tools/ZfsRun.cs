using System.Text;
using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>Wrong use of zfs or zpool: the message is followed by the subcommand's usage, exit 2.</summary>
internal sealed class ZfsUsageException(string message) : Exception(message);

/// <summary>One run of a subcommand of zfs or zpool: its options as getopt reads them, and what it prints.</summary>
internal sealed class ZfsRun
{
    private readonly List<(char Letter, string Value)> given = [];

    public ZfsRun(Invocation invocation, IEnumerable<string> arguments) => (Invocation, Arguments) = (invocation, [.. arguments]);

    public Invocation Invocation { get; }

    public IReadOnlyList<string> Arguments { get; }

    /// <summary>What is no option.</summary>
    public List<string> Operands { get; } = [];

    /// <summary>Standard output.</summary>
    public StringBuilder Out { get; } = new();

    /// <summary>Lines of standard error; any of them makes it fail.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Lines of standard error that do not make it fail.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The pools that can be seen, by name.</summary>
    public IEnumerable<ZfsPool> Pools => Invocation.Node.Zpools.Values.Where(p => p.IsImported);

    public bool Has(char letter) => given.Exists(g => g.Letter == letter);

    public string? Value(char letter) => given.FindLast(g => g.Letter == letter).Value;

    public IEnumerable<string> All(char letter) => given.Where(g => g.Letter == letter).Select(g => g.Value);

    /// <summary>The sort columns in the order given: descending for <c>-S</c>.</summary>
    public IEnumerable<(char Letter, string Value)> Given(string letters) => given.Where(g => letters.Contains(g.Letter, StringComparison.Ordinal));

    /// <summary>Reads the options: letters, those with a value before a colon; <paramref name="refused"/> exist in the real program only.</summary>
    public void Read(string known, string refused = "")
    {
        var options = true;
        for (var i = 0; i < Arguments.Count; i++)
        {
            var word = Arguments[i];
            if (options && word == "--") options = false;
            else if (!options || word.Length < 2 || word[0] != '-') Operands.Add(word);
            else i = Letters(word, i, known, refused);
        }
    }

    private int Letters(string word, int at, string known, string refused)
    {
        for (var i = 1; i < word.Length; i++)
        {
            var letter = word[i];
            var where = known.IndexOf(letter, StringComparison.Ordinal);
            if (refused.Contains(letter, StringComparison.Ordinal) || word.StartsWith("--", StringComparison.Ordinal))
                throw new NotSimulatedOption(word.StartsWith("--", StringComparison.Ordinal) ? word : "-" + letter);
            if (where < 0 || letter == ':') throw new ZfsUsageException($"invalid option '{letter}'");
            if (where + 1 >= known.Length || known[where + 1] != ':')
            {
                given.Add((letter, ""));
                continue;
            }
            var value = i + 1 < word.Length ? word[(i + 1)..] : at + 1 < Arguments.Count ? Arguments[++at] : throw new ZfsUsageException($"missing argument for '{letter}' option");
            given.Add((letter, value));
            return at;
        }
        return at;
    }

    /// <summary>The dataset of that name in a pool that can be seen.</summary>
    public ZfsDataset Open(string name) => PoolOf(name) is { } pool ? pool.Open(name) : throw Unknown(name);

    /// <summary>The snapshot of that full name.</summary>
    public ZfsSnapshot OpenSnapshot(string name) => PoolOf(name) is { } pool ? pool.OpenSnapshot(name) : throw Unknown(name);

    /// <summary>The pool a name begins with, or null.</summary>
    public ZfsPool? PoolOf(string name)
    {
        var first = name.Split('/', '@')[0];
        return Pools.FirstOrDefault(p => p.Name == first);
    }

    private static ZfsException Unknown(string name) => new($"cannot open '{name}': dataset does not exist");

    /// <summary>An option of the real program that is not simulated.</summary>
    internal sealed class NotSimulatedOption(string option) : Exception(option);
}
