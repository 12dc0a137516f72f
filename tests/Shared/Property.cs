using System.Globalization;
using CsCheck;

namespace PveLab.Testing;

/// <summary>
/// The one door to CsCheck. Its own <c>Sample</c> draws every case but the first anew in every run; here all are drawn from one seed, one after
/// another on the calling thread, so a run that passed passes again. A case that fails goes to <c>Sample</c>, which looks for smaller ones and
/// prints the seed; with CsCheck_Seed=that seed only this case is looked at. PVELAB_CASES=N looks at N other cases of each property.
/// </summary>
internal static class Property
{
    private const string Usual = "0000pVeLab00";

    private static readonly string? Asked = Environment.GetEnvironmentVariable("PVELAB_CASES");

    /// <summary>Whether somebody looks for what the cases of every run do not show.</summary>
    public static bool Hunting => Asked is not null;

    /// <summary>Looks at cases until one makes <paramref name="assert"/> throw.</summary>
    /// <param name="gen">Draws the cases.</param>
    /// <param name="assert">What holds for each.</param>
    /// <param name="cases">How many, unless PVELAB_CASES says.</param>
    /// <param name="print">How a case that fails is shown; as CsCheck does it when null.</param>
    public static void Holds<T>(this Gen<T> gen, Action<T> assert, int cases = 100, Func<T, string>? print = null)
    {
        var (chance, count) = Check.Seed is { } one ? (PCG.Parse(one), 1)
            : Hunting ? (new PCG(0), int.Parse(Asked!, CultureInfo.InvariantCulture))
            : (PCG.Parse(Usual), cases);
        for (var i = 0; i < count; i++)
        {
            var seed = chance.ToString();
            var drawn = gen.Generate(chance, null, out _);
            try
            {
                assert(drawn);
            }
            catch
            {
                gen.Sample(assert, seed: seed, iter: Math.Clamp(count, 100, 1000), threads: 1, print: print);
                // Only a case that fails once and not again comes here.
                throw;
            }
        }
    }

    /// <summary>Looks at cases until <paramref name="rule"/> is false for one.</summary>
    public static void Holds<T>(this Gen<T> gen, Func<T, bool> rule, int cases = 100, Func<T, string>? print = null) =>
        gen.Holds(drawn => Assert.True(rule(drawn)), cases, print);

    /// <summary>The same for cases of two values.</summary>
    public static void Holds<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> assert, int cases = 100) =>
        gen.Holds(t => assert(t.Item1, t.Item2), cases);

    /// <summary>The same for cases of three values.</summary>
    public static void Holds<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> assert, int cases = 100) =>
        gen.Holds(t => assert(t.Item1, t.Item2, t.Item3), cases);

    /// <summary>The same for cases of four values.</summary>
    public static void Holds<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, Action<T1, T2, T3, T4> assert, int cases = 100) =>
        gen.Holds(t => assert(t.Item1, t.Item2, t.Item3, t.Item4), cases);

    /// <summary>The same for cases of five values.</summary>
    public static void Holds<T1, T2, T3, T4, T5>(this Gen<(T1, T2, T3, T4, T5)> gen, Action<T1, T2, T3, T4, T5> assert, int cases = 100) =>
        gen.Holds(t => assert(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5), cases);
}
