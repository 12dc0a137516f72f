using System.Text.Json.Nodes;

namespace PveLab.Vectors;

/// <summary>
/// i_replication_sim: <c>jobs, guests, members_offline, start, step, rounds, fail_pattern</c> → <c>log[]</c> and every ten rounds <c>status[]</c> of the
/// engine on a <see cref="MockedReplicationGround"/>.
/// </summary>
public static class ReplicationVectors
{
    private const int RoundsPerStatus = 10;

    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        var ground = new MockedReplicationGround(vector);
        var (start, step) = (vector.Number("start"), vector.Number("step"));
        var status = new JsonArray();
        for (var round = 0; round < vector.Number("rounds"); round++)
        {
            ground.Epoch = start + round * step;
            foreach (var _ in ground.Engine.RunDue(ground.Print, verbose: true, mail: false)) throw new InvalidOperationException("Nothing mocked takes time.");
            if (round % RoundsPerStatus == RoundsPerStatus - 1)
                status.Add(new JsonObject { ["time"] = ground.Epoch, ["jobs"] = Status(ground) });
        }
        var expected = vector["log"].EnumerateArray().Select(line => line.GetString()!).ToList();
        compare.Same("log", string.Join('\n', expected), string.Join('\n', ground.Log));
        compare.Same("status", vector["status"], status);
    }

    private static JsonObject Status(MockedReplicationGround ground) => new(ground.Engine.Jobs.Select(job =>
        KeyValuePair.Create(job.Id, (JsonNode?)new JsonObject
        {
            ["error"] = job.State.Error,
            ["fail_count"] = job.State.FailCount,
            ["last_sync"] = job.State.LastSync,
            ["last_try"] = job.State.LastTry,
            ["next_sync"] = job.NextSync(ground),
        })));
}
