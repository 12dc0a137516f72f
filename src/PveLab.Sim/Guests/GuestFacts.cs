using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>Somebody logged in to a guest's operating system.</summary>
/// <param name="At">When.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="Node">The node it ran on.</param>
/// <param name="User">As whom.</param>
/// <param name="Via"><c>console</c> or <c>ssh</c>.</param>
public sealed record GuestLoggedIn(Instant At, int Vmid, string Node, string User, string Via) : Fact(At);

/// <summary>A login to a guest's operating system was refused.</summary>
/// <param name="At">When.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="Node">The node it ran on.</param>
/// <param name="User">As whom.</param>
/// <param name="Via"><c>console</c> or <c>ssh</c>.</param>
public sealed record GuestLoginRefused(Instant At, int Vmid, string Node, string User, string Via) : Fact(At);

/// <summary>A line was run in a guest's shell.</summary>
/// <param name="At">When.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="Node">The node it ran on.</param>
/// <param name="User">Who ran it.</param>
/// <param name="Line">The line as typed.</param>
public sealed record GuestShellCommand(Instant At, int Vmid, string Node, string User, string Line) : Fact(At);

/// <summary>An echo request was answered; recorded once for each run of ping.</summary>
/// <param name="At">When the first answer came.</param>
/// <param name="From">The node or guest that asked, for example <c>pve1</c> or <c>guest 100</c>.</param>
/// <param name="Address">The address asked.</param>
/// <param name="Vmid">The guest that answered, null when no guest did.</param>
/// <param name="Node">The node that guest runs on, or the host that answered.</param>
/// <param name="Conflict">Another station has the same address or MAC, so the answer proves little.</param>
public sealed record PingAnswered(Instant At, string From, string Address, int? Vmid, string? Node, bool Conflict) : Look(At);

/// <summary>A guest was created.</summary>
/// <param name="At">When.</param>
/// <param name="Vmid">Its VMID.</param>
/// <param name="Node">Where.</param>
public sealed record GuestCreated(Instant At, int Vmid, string Node) : Fact(At);

/// <summary>A guest was destroyed together with its disks.</summary>
/// <param name="At">When.</param>
/// <param name="Vmid">Its VMID.</param>
/// <param name="Node">Where it was.</param>
public sealed record GuestDestroyed(Instant At, int Vmid, string Node) : Fact(At);

/// <summary>A guest came to the network with an address or a MAC that another station has.</summary>
/// <param name="At">When.</param>
/// <param name="Vmid">The guest that came.</param>
/// <param name="With">The station that was there, <c>guest 100</c>.</param>
/// <param name="Address">The address of the guest that came.</param>
public sealed record AddressConflict(Instant At, int Vmid, string With, string Address) : Fact(At);
