using System.Text.Json.Nodes;
using PveLab.Sim;
using PveLab.Sim.Tasks;

namespace PveLab.Vectors;

/// <summary>c_upid: encode <c>in{…}</c> → <c>out, logfile</c>; decode <c>in</c> → <c>ok, result, logfile</c> or <c>error</c>.</summary>
public static class UpidVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        if (vector.Text("op") == "encode") Encode(vector, compare);
        else Decode(vector, compare);
    }

    private static void Encode(Vector vector, Comparison compare)
    {
        var task = new Vector(vector["in"], vector.Meta);
        var upid = new Upid(task.Text("node")!, task.Number("pid"), task.Number("pstart"), task.Number("starttime"),
            task.Text("type")!, task.Text("id")!, task.Text("user")!);
        compare.Same("out", vector.Text("out"), upid.Encode());
        compare.Same("logfile", vector.Text("logfile"), upid.LogFile);
    }

    private static void Decode(Vector vector, Comparison compare)
    {
        var text = vector.Text("in")!;
        Upid? upid = null;
        string? error = null;
        try
        {
            upid = Upid.Decode(text);
        }
        catch (PveException refusal)
        {
            error = refusal.Message + "\n";
        }
        compare.Same("ok", vector.Flag("ok"), upid is not null);
        compare.Same("error", vector.Text("error"), error);
        compare.Same("result", vector["result"], upid is null ? null : ToJson(upid));
        compare.Same("logfile", vector.Text("logfile"), upid is null ? null : Upid.LogFileOf(text));
    }

    private static JsonObject ToJson(Upid upid) => new()
    {
        ["node"] = upid.Node,
        ["pid"] = upid.Pid,
        ["pstart"] = upid.ProcessStart,
        ["starttime"] = upid.StartTime,
        ["type"] = upid.Type,
        ["id"] = upid.Id,
        ["user"] = upid.User,
    };
}
