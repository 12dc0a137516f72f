using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Tasks;

/// <summary>A task's unique id (pve-common: PVE/UPID.pm).</summary>
/// <param name="Node">The node it runs on.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="ProcessStart">When the process began, in ticks of 1/100 s since the node booted; past 497 days it needs nine digits.</param>
/// <param name="StartTime">When the task began, in seconds since the Unix epoch.</param>
/// <param name="Type">The worker's type: <c>vzdump</c>, <c>qmrestore</c>.</param>
/// <param name="Id">What it works on, a VMID or a storage; may be empty.</param>
/// <param name="User">Who started it: <c>root@pam</c>.</param>
public sealed partial record Upid(string Node, long Pid, long ProcessStart, long StartTime, string Type, string Id, string User)
{
    /// <summary>The text form, <c>UPID:node:pid:pstart:start:type:id:user:</c>.</summary>
    public string Encode() =>
        string.Create(CultureInfo.InvariantCulture, $"UPID:{Node}:{Pid:X8}:{ProcessStart:X8}:{StartTime:X8}:{Type}:{Id}:{User}:");

    /// <summary>Where its log lies.</summary>
    public string LogFile => LogFileOf(Encode());

    /// <summary>Where the log of a task lies, by its id as it was given.</summary>
    /// <exception cref="PveException">The text is no task id.</exception>
    public static string LogFileOf(string text)
    {
        // The directory is the last hexadecimal digit of the start time, in the case it was written in.
        var start = Matched(text).Groups["start"].Value;
        return $"/var/log/pve/tasks/{start[^1]}/{text}";
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="PveException"><c>unable to parse worker upid 'X'</c>.</exception>
    public static Upid Decode(string text)
    {
        var groups = Matched(text).Groups;
        return new(groups["node"].Value, Hex(groups["pid"]), Hex(groups["pstart"]), Hex(groups["start"]),
            groups["type"].Value, groups["id"].Value, groups["user"].Value);
    }

    /// <summary>Whether the text is a task's id.</summary>
    public static bool IsValid(string text) => Shape().IsMatch(text);

    /// <inheritdoc />
    public override string ToString() => Encode();

    private static Match Matched(string text) =>
        Shape().Match(text) is { Success: true } match ? match : throw new PveException($"unable to parse worker upid '{text}'");

    private static long Hex(Group digits) => long.Parse(digits.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^UPID:(?<node>[a-zA-Z0-9](?:[a-zA-Z0-9\-]*[a-zA-Z0-9])?):(?<pid>[0-9A-Fa-f]{8}):(?<pstart>[0-9A-Fa-f]{8,9}):"
        + @"(?<start>[0-9A-Fa-f]{8}):(?<type>[^:\s/]+):(?<id>[^:\s/]*):(?<user>[^:\s/]+):$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
