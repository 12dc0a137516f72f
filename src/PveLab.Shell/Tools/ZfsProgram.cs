using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>A subcommand of zfs or zpool: what it does and its usage lines.</summary>
internal sealed record ZfsVerb(Func<ZfsRun, IEnumerable<Step>?> Run, params string[] Usage)
{
    /// <summary>One that prints only at its end.</summary>
    public ZfsVerb(Action<ZfsRun> run, params string[] usage)
        : this(
            r =>
            {
                run(r);
                return null;
            },
            usage)
    {
    }
}

/// <summary>A program made of subcommands, with the usage and exit codes of zfs and zpool.</summary>
internal sealed class ZfsProgram(string name, SortedDictionary<string, ZfsVerb> verbs)
{
    public SortedDictionary<string, string> Aliases { get; init; } = [];

    /// <summary>Subcommands of the real program that are refused.</summary>
    public IReadOnlyList<string> NotSimulated { get; init; } = [];

    /// <summary>What follows the usage of one subcommand.</summary>
    public string Epilogue { get; init; } = "";

    /// <summary>What follows the usage of all.</summary>
    public string DatasetForm { get; init; } = "";

    public IEnumerable<string> Names => verbs.Keys;

    public IEnumerable<Step> Run(Invocation invocation)
    {
        var arguments = invocation.Arguments;
        if (arguments.Count == 0) return Usage(invocation, "missing command\n" + All());
        var word = Aliases.GetValueOrDefault(arguments[0], arguments[0]);
        if (word is "-?" or "-h" or "--help") return [new Step.Out(All())];
        if (word is "-V" or "--version" or "version") return [new Step.Out("zfs-2.3.4-pve1\nzfs-kmod-2.3.4-pve1\n")];
        if (NotSimulated.Contains(word)) return [invocation.Fail(255, $"PveLab: '{name} {word}' is not simulated")];
        return verbs.TryGetValue(word, out var verb) ? Run(invocation, word, verb) : Usage(invocation, $"unrecognized command '{word}'\n" + All());
    }

    private IEnumerable<Step> Run(Invocation invocation, string word, ZfsVerb verb)
    {
        var run = new ZfsRun(invocation, invocation.Arguments.Skip(1));
        string? wrong = null;
        IEnumerable<Step>? steps = null;
        try
        {
            steps = verb.Run(run);
        }
        catch (ZfsUsageException error)
        {
            wrong = error.Message.Length > 0 ? error.Message + "\n" : "";
        }
        catch (ZfsRun.NotSimulatedOption option)
        {
            return [invocation.Fail(255, $"PveLab: option '{option.Message}' of '{name} {word}' is not simulated")];
        }
        catch (ZfsException error)
        {
            run.Errors.Add(error.Message);
        }
        if (wrong is not null) return Usage(invocation, wrong + "usage:\n" + Lines(verb) + Epilogue);
        return steps is null ? Result(invocation, run) : run.Notes.Select(n => new Step.Err(n + "\n")).Concat(steps);
    }

    private static IEnumerable<Step> Result(Invocation invocation, ZfsRun run)
    {
        foreach (var note in run.Notes) yield return new Step.Err(note + "\n");
        foreach (var error in run.Errors) yield return invocation.Fail(1, error);
        if (run.Out.Length > 0) yield return new Step.Out(run.Out.ToString());
    }

    private static Step[] Usage(Invocation invocation, string text)
    {
        invocation.ExitCode = 2;
        return [new Step.Err(text)];
    }

    private string All() => $"usage: {name} command args ...\nwhere 'command' is one of the following:\n\n" + string.Join('\n', verbs.Values.Select(Lines)) + DatasetForm;

    private static string Lines(ZfsVerb verb) => string.Concat(verb.Usage.Select(line => $"\t{line}\n"));
}
