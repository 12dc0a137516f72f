using System.Globalization;

namespace PveLab.Sim.Guests;

/// <summary>The QEMU guest agent as the node sees it (qemu-server: PVE/QemuServer/Agent.pm).</summary>
public static class GuestAgent
{
    /// <summary>What a program prints that asked an agent which is configured and does not answer.</summary>
    public static string Silent(VirtualMachine guest) =>
        string.Create(CultureInfo.InvariantCulture, $"QEMU Guest Agent is not running - VM {guest.Vmid} qga command 'guest-ping' failed - got timeout");

    /// <summary>Refuses when no command can be given to the agent (assert_agent_available).</summary>
    public static void Require(VirtualMachine guest)
    {
        if (guest.Config["agent"] is null) throw new PveException("No QEMU guest agent configured");
        if (!guest.IsRunning) throw new PveException(string.Create(CultureInfo.InvariantCulture, $"VM {guest.Vmid} is not running"));
        if (!guest.AgentRunning) throw new PveException("QEMU guest agent is not running");
    }
}

/// <summary>A program that the guest agent ran.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Output">What it printed on standard output.</param>
/// <param name="Errors">And on standard error.</param>
public sealed record AgentProcess(int ExitCode, string Output, string Errors);
