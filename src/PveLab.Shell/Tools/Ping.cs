using System.Globalization;
using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Shell.Tools;

/// <summary>ping of iputils, from a node or inside a guest.</summary>
internal static class PingTool
{
    private const int DataBytes = 56;
    private static readonly TimeSpan AddressResolution = TimeSpan.FromSeconds(3);

    /// <summary>Runs it.</summary>
    /// <param name="arguments">Options and the host.</param>
    /// <param name="begin">Starts a run to an address.</param>
    /// <param name="resolve">Looks a name up.</param>
    /// <param name="clock">Virtual time.</param>
    /// <param name="exit">Takes the exit code.</param>
    /// <param name="interrupted">Whether Ctrl+C was pressed.</param>
    internal static IEnumerable<Step> Run(
        IReadOnlyList<string> arguments, Func<Ipv4, Ping> begin, Func<string, Ipv4?> resolve, VirtualClock clock, Action<int> exit, Func<bool>? interrupted = null)
    {
        var options = new Options();
        if (options.Read(arguments) is { } problem)
        {
            exit(problem.StartsWith("PveLab", StringComparison.Ordinal) ? 255 : 2);
            yield return new Step.Err(problem + "\n");
            yield break;
        }
        if (!Ipv4.TryParse(options.Host, out var target))
        {
            if (resolve(options.Host) is not { } found)
            {
                exit(2);
                yield return new Step.Err($"ping: {options.Host}: Name or service not known\n");
                yield break;
            }
            target = found;
        }
        var ping = begin(target);
        if (ping.Source is null && target.Value >> 24 != 127)
        {
            exit(2);
            yield return new Step.Err("ping: connect: Network is unreachable\n");
            yield break;
        }
        foreach (var step in new Run4(options, ping, clock, exit, interrupted ?? (() => false)).Steps()) yield return step;
    }

    private sealed class Options
    {
        internal string Host { get; private set; } = "";

        internal long? Count { get; private set; }

        internal TimeSpan Interval { get; private set; } = TimeSpan.FromSeconds(1);

        internal TimeSpan Linger { get; private set; } = TimeSpan.FromSeconds(10);

        internal TimeSpan? Deadline { get; private set; }

        internal bool Quiet { get; private set; }

        internal string? Read(IReadOnlyList<string> arguments)
        {
            for (var i = 0; i < arguments.Count; i++)
            {
                var word = arguments[i];
                if (word.Length < 2 || word[0] != '-')
                {
                    Host = word;
                    continue;
                }
                switch (word[1])
                {
                    case '4' or 'n': continue;
                    case 'q': Quiet = true; continue;
                    case 'c' or 'i' or 'W' or 'w': break;
                    default: return $"PveLab: option '{word}' of 'ping' is not simulated";
                }
                var value = word.Length > 2 ? word[2..] : i + 1 < arguments.Count ? arguments[++i] : null;
                if (value is null) return $"ping: option requires an argument -- '{word[1]}'";
                if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 86400 * 365)
                    return $"ping: invalid argument: '{value}'";
                if (Take(word[1], value, number) is { } error) return error;
            }
            return Host.Length == 0 ? "ping: usage error: Destination address required" : null;
        }

        private string? Take(char option, string value, decimal number)
        {
            if (option == 'c')
            {
                if (number < 1 || number != decimal.Truncate(number)) return $"ping: invalid argument: '{value}': out of range: 1 <= value <= 9223372036854775807";
                Count = (long)number;
            }
            else if (option == 'i') Interval = TimeSpan.FromMilliseconds(Math.Max(2, (double)number * 1000));
            else if (option == 'W') Linger = TimeSpan.FromMilliseconds((double)number * 1000);
            else Deadline = TimeSpan.FromSeconds((double)number);
            return null;
        }
    }

    private sealed class Run4(Options options, Ping ping, VirtualClock clock, Action<int> exit, Func<bool> interrupted)
    {
        private readonly Instant start = clock.Now;
        private readonly List<double> trips = [];
        private readonly Queue<int> unresolved = new();
        private int sent;
        private int errors;
        private Instant? resolutionFails;
        private Instant lastSent;
        private bool stopped;

        internal IEnumerable<Step> Steps()
        {
            var total = DataBytes + 28;
            yield return Line($"PING {options.Host} ({ping.Target}) {DataBytes}({total}) bytes of data.");
            var done = false;
            while (!done && !stopped)
            {
                foreach (var step in SendOne()) yield return step;
                var next = clock.Now + options.Interval;
                done = sent >= options.Count || (options.Deadline is { } deadline && next - start > deadline);
                var until = done && unresolved.Count == 0 && trips.Count + errors == sent ? clock.Now
                    : done ? clock.Now + (unresolved.Count > 0 ? AddressResolution : options.Linger) : next;
                foreach (var step in WaitUntil(until)) yield return step;
            }
            foreach (var step in Report()) yield return step;
        }

        private IEnumerable<Step> SendOne()
        {
            sent++;
            lastSent = clock.Now;
            var result = ping.Send();
            switch (result.Outcome)
            {
                case PingOutcome.Reply:
                    var trip = result.RoundTrip.TotalMilliseconds;
                    trips.Add(trip);
                    if (!options.Quiet) yield return Line($"{DataBytes + 8} bytes from {ping.Target}: icmp_seq={sent} ttl=64 time={Format(trip)} ms");
                    break;
                case PingOutcome.HostUnreachable:
                    unresolved.Enqueue(sent);
                    resolutionFails ??= clock.Now + AddressResolution;
                    break;
                case PingOutcome.NetworkUnreachable:
                    errors++;
                    yield return new Step.Err("ping: sendmsg: Network is unreachable\n");
                    break;
            }
        }

        private IEnumerable<Step> WaitUntil(Instant until)
        {
            while (clock.Now < until)
            {
                var next = resolutionFails is { } fails && fails < until ? fails : until;
                yield return new Step.Wait(next) { CatchesInterrupt = true };
                if (interrupted())
                {
                    stopped = true;
                    yield break;
                }
                if (resolutionFails is not { } due || clock.Now < due) continue;
                resolutionFails = null;
                while (unresolved.TryDequeue(out var sequence))
                {
                    errors++;
                    if (!options.Quiet) yield return Line($"From {ping.Source} icmp_seq={sequence} Destination Host Unreachable");
                }
                if (sent >= options.Count) yield break;
            }
        }

        private IEnumerable<Step> Report()
        {
            exit(trips.Count > 0 ? 0 : 1);
            var loss = 100.0 * (sent - trips.Count) / sent;
            var noted = errors > 0 ? string.Create(CultureInfo.InvariantCulture, $" +{errors} errors,") : "";
            var elapsed = (long)(lastSent - start).TotalMilliseconds;
            // The terminal has already begun a new line when Ctrl+C was echoed.
            yield return Line($"{(stopped ? "" : "\n")}--- {options.Host} ping statistics ---");
            yield return Line($"{sent} packets transmitted, {trips.Count} received,{noted} {loss:0.####}% packet loss, time {elapsed}ms");
            if (trips.Count == 0)
            {
                yield return new Step.Out("\n");
                yield break;
            }
            var average = trips.Average();
            var deviation = Math.Sqrt(Math.Max(0, trips.Average(t => t * t) - average * average));
            yield return Line($"rtt min/avg/max/mdev = {trips.Min():F3}/{average:F3}/{trips.Max():F3}/{deviation:F3} ms");
        }

        private static string Format(double milliseconds) =>
            milliseconds.ToString(milliseconds >= 100 ? "F0" : milliseconds >= 10 ? "F1" : milliseconds >= 1 ? "F2" : "F3", CultureInfo.InvariantCulture);

        private static Step.Out Line(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture) + "\n");
    }
}
