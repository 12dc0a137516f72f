namespace PveLab.Sim.Zfs;

/// <summary>What zfs or zpool prints when it refuses: its whole text on stderr, lines joined by newlines (openzfs: lib/libzfs).</summary>
public sealed class ZfsException(string message) : PveException(message);
