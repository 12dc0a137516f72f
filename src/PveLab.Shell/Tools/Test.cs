using PveLab.Shell.Language;

namespace PveLab.Shell.Tools;

/// <summary>test and [.</summary>
internal static class Test
{
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var words = invocation.Arguments;
        if (invocation.Name == "[")
        {
            if (words.Count == 0 || words[^1] != "]")
            {
                yield return invocation.Complain(2, "missing `]'");
                yield break;
            }
            words = [.. words.Take(words.Count - 1)];
        }
        var expression = new TestExpression(words, invocation.Shell);
        invocation.ExitCode = expression.Evaluate() ? 0 : 1;
        if (expression.Error is { } error) yield return invocation.Complain(2, error);
    }
}
