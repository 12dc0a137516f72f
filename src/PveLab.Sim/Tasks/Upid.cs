namespace PveLab.Sim.Tasks;

/// <summary>A task's unique id (pve-common: PVE/UPID.pm).</summary>
public sealed record Upid(string Node, long Pid, long ProcessStart, long StartTime, string Type, string Id, string User)
{
    /// <summary>The text form, <c>UPID:node:pid:pstart:start:type:id:user:</c>.</summary>
    public string Encode() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"UPID:{Node}:{Pid:X8}:{ProcessStart:X8}:{StartTime:X8}:{Type}:{Id}:{User}:");

    /// <summary>Where its log lies.</summary>
    public string LogFile => $"/var/log/pve/tasks/{Encode().Split(':')[4][^1]}/{Encode()}";
}
