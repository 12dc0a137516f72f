namespace PveLab.Sim.Guests;

/// <summary>What kind of guest it is, and how Proxmox VE calls that kind.</summary>
/// <param name="Label">How messages call it: <c>VM</c> or <c>CT</c>.</param>
/// <param name="Type">How the API and archives call it: <c>qemu</c> or <c>lxc</c>.</param>
/// <param name="Folder">The folder of its configuration files below a node's in /etc/pve.</param>
public sealed record GuestKind(string Label, string Type, string Folder)
{
    /// <summary>QEMU virtual machines.</summary>
    public static GuestKind VirtualMachine { get; } = new("VM", "qemu", "qemu-server");

    /// <summary>LXC containers.</summary>
    public static GuestKind Container { get; } = new("CT", "lxc", "lxc");
}
