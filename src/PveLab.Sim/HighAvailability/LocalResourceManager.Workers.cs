namespace PveLab.Sim.HighAvailability;

/// <content>Its queue and its workers.</content>
public sealed partial class LocalResourceManager
{
    private readonly SortedDictionary<string, LrmWork> works = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> restarts = new(StringComparer.Ordinal);
    private SortedDictionary<string, LrmResult> results = new(StringComparer.Ordinal);
    private int shutdownErrors;

    private IEnumerable<TimeSpan> ManageServices()
    {
        foreach (var sid in restarts.Keys.Where(sid => !manager.Services.ContainsKey(sid)).ToArray()) restarts.Remove(sid);
        foreach (var (sid, state) in manager.Services)
        {
            // Nobody touches a frozen one; the manager is still looking for a node for the others.
            if (state.Node != Environment.Node
                || state.Status is HaServiceStatus.Recovery or HaServiceStatus.Freeze or HaServiceStatus.RequestStart) continue;
            Queue(sid, new LrmWish(state.Status, state.Uid, state.Target, state.Timeout));
        }
        return RunWorkers();
    }

    // The same wish is not carried out twice, or a second try would run unknown to the manager. To stop what should be stopped does no harm.
    private void Queue(string sid, LrmWish wish)
    {
        if (wish.Status != HaServiceStatus.Stopped && wish.Uid is { } uid && results.ContainsKey(uid)) return;
        if (works.TryGetValue(sid, out var work) && work.Worker is not null) return;
        works[sid] = new LrmWork(sid, wish);
    }

    private IEnumerable<TimeSpan> RunWorkers()
    {
        var start = Environment.Now;
        var most = Environment.MaxWorkers;
        var configs = Environment.ReadServices();
        while (Environment.Now - start <= 8)
        {
            var count = CollectWorkers();
            foreach (var work in works.Values.Where(w => w.Worker is null).OrderByDescending(w => w.Tries).ThenBy(w => w.Sid, StringComparer.Ordinal).ToArray())
            {
                work.Tries++;
                if (most > 0 && count >= most) continue;
                work.Run = new ResourceAgentRun(Environment, work.Sid, configs.GetValueOrDefault(work.Sid), work.Wish);
                if (most > 0)
                {
                    work.Worker = Environment.Fork(work.Run.Run());
                    count++;
                }
                else
                {
                    foreach (var pause in work.Run.Run()) yield return pause;
                    Finish(work);
                }
            }
            if (count == 0) break;
            yield return Second;
        }
    }

    private int CollectWorkers()
    {
        foreach (var work in works.Values.Where(w => w.Worker is { HasEnded: true }).ToArray()) Finish(work);
        return works.Values.Count(w => w.Worker is not null);
    }

    private void Finish(LrmWork work)
    {
        works.Remove(work.Sid);
        var code = work.Run!.ExitCode;
        if (code == HaExitCode.NotExecuted) Environment.Log(HaLogLevel.Err, $"resource agent {work.Sid} finished - failed to execute");
        if (work.Wish.Uid is not { } uid)
        {
            if (code != HaExitCode.Success) shutdownErrors++;
            return;
        }
        code = CountRestarts(work, code);
        if (code == HaExitCode.TryAgain) return;
        results[uid] = new LrmResult(work.Sid, work.Wish.Status, code);
        var wishes = manager.Services.Values.Select(s => s.Uid).ToHashSet(StringComparer.Ordinal);
        results = new SortedDictionary<string, LrmResult>(results.Where(r => wishes.Contains(r.Key)).ToDictionary(), StringComparer.Ordinal);
    }

    // A start that failed is tried again here as often as the configuration says, before the manager hears of it.
    private int CountRestarts(LrmWork work, int code)
    {
        if (work.Wish.Status != HaServiceStatus.Started) return code;
        if (code == HaExitCode.Success) restarts[work.Sid] = 0;
        if (code != HaExitCode.Error) return code;
        var tries = restarts.GetValueOrDefault(work.Sid);
        if (tries >= (Environment.ReadServices().GetValueOrDefault(work.Sid)?.MaxRestart ?? 0))
        {
            Environment.Log(HaLogLevel.Err, FormattableString.Invariant($"unable to start service {work.Sid} on local node after {tries} retries"));
            restarts[work.Sid] = 0;
            return HaExitCode.Error;
        }
        restarts[work.Sid] = tries + 1;
        Environment.Log(HaLogLevel.Warning, FormattableString.Invariant($"restart policy: retry number {tries + 1} for service '{work.Sid}'"));
        return HaExitCode.TryAgain;
    }
}
