using System.Collections.Immutable;
using System.CommandLine;
using System.Reflection;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab;

/// <summary>What <c>--help</c> says of commands and of what they take, in both languages (<c>commands.yaml</c>).</summary>
internal static class CommandTexts
{
    private const string Resource = "commands.yaml";

    /// <summary>The root: what it takes is said of every command that has no words of its own for it.</summary>
    private const string Root = "pvelab";

    /// <summary>Every command's texts by its path below the program: <c>scenario test</c>.</summary>
    public static ImmutableSortedDictionary<string, CommandText> All { get; } = Read().ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The words on a command.</summary>
    public static CommandText Of(Command command) => All[PathOf(command)];

    /// <summary>The words on something that a command takes.</summary>
    public static LocalText Of(Command command, string name) => Of(command).Takes.TryGetValue(name, out var own) ? own : All[Root].Takes[name];

    /// <summary>A command's path below the program; the program's own name for the root.</summary>
    public static string PathOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() switch
    {
        null => Root,
        RootCommand => command.Name,
        var parent => $"{PathOf(parent)} {command.Name}",
    };

    private static Dictionary<string, CommandText> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return YamlContent.Read<Dictionary<string, CommandText>>(Resource, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}

/// <summary>A command in words.</summary>
public sealed record CommandText
{
    /// <summary>What it does.</summary>
    public required LocalText Does { get; init; }

    /// <summary>What its exit codes mean; null where there is nothing to tell.</summary>
    public LocalText? Exits { get; init; }

    /// <summary>Its arguments and options by name.</summary>
    public Dictionary<string, LocalText> Takes { get; init; } = [];
}
