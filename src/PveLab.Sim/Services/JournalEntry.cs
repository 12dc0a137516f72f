using PveLab.Sim.Time;

namespace PveLab.Sim.Services;

/// <summary>How urgent a line of the journal is, as syslog numbers it.</summary>
public enum Priority
{
    /// <summary>The system cannot be used.</summary>
    Emergency,

    /// <summary>Something must be done at once.</summary>
    Alert,

    /// <summary>Critical.</summary>
    Critical,

    /// <summary>An error.</summary>
    Error,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>Normal, but worth a look.</summary>
    Notice,

    /// <summary>For information.</summary>
    Info,

    /// <summary>For whoever looks for mistakes in programs.</summary>
    Debug,
}

/// <summary>A line of a node's journal.</summary>
/// <param name="At">When.</param>
/// <param name="Boot">Which boot of the node wrote it, counted from 0.</param>
/// <param name="Ident">Who wrote it: <c>pvescheduler</c>, <c>systemd</c>, <c>kernel</c>.</param>
/// <param name="Pid">The writer's process id; 0 for the kernel.</param>
/// <param name="Priority">How urgent it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Unit">The unit it belongs to, with its suffix; null for the kernel and for programs of a login.</param>
public sealed record JournalEntry(Instant At, int Boot, string Ident, long Pid, Priority Priority, string Text, string? Unit);
