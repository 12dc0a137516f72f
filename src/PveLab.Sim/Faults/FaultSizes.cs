using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults;

/// <summary>Sizes in faults: texts like <c>500M</c>.</summary>
internal static class FaultSizes
{
    public static long Bytes(string text) => ByteSize.Parse(text) ?? 0;

    public static IEnumerable<FaultProblem> Check(string key, string text)
    {
        if (ByteSize.Parse(text) is null) yield return new FaultProblem(key, $"'{text}' is no size; write for example 32G or 500M");
    }
}
