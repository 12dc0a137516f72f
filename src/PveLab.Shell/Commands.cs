using PveLab.Shell.Proxmox;
using PveLab.Shell.Tools;

namespace PveLab.Shell;

/// <summary>The catalogue of programs: the directory of everything that can be typed beside the shell's builtins.</summary>
public sealed class Commands
{
    private readonly SortedDictionary<string, Command> byName = new(StringComparer.Ordinal);

    /// <summary>A catalogue of these; a later one of the same name wins.</summary>
    public Commands(IEnumerable<Command> commands)
    {
        foreach (var command in commands) byName[command.Name] = command;
    }

    /// <summary>Everything a node has.</summary>
    public static Commands Standard { get; } = new([.. UnixTools.All, .. GuestTools.All, .. PveCommands.All]);

    /// <summary>All, by name.</summary>
    public IReadOnlyCollection<Command> All => byName.Values;

    /// <summary>The program of that name; null when there is none.</summary>
    public Command? Find(string name) => byName.GetValueOrDefault(name);
}
