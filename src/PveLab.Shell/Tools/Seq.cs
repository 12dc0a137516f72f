using System.Globalization;
using System.Text;

namespace PveLab.Shell.Tools;

/// <summary>seq [-w] [-s SEPARATOR] [FIRST [STEP]] LAST.</summary>
internal static class Seq
{
    private const int Chunk = 512;

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var (numbers, separator, equal) = (new List<decimal>(), "\n", false);
        for (var i = 0; i < invocation.Arguments.Count; i++)
        {
            var argument = invocation.Arguments[i];
            if (argument is "-w" or "--equal-width") equal = true;
            else if (argument is "-s" && i + 1 < invocation.Arguments.Count) separator = invocation.Arguments[++i];
            else if (argument.StartsWith("-s", StringComparison.Ordinal) && argument.Length > 2) separator = argument[2..];
            else if (argument is "-f" or "--format")
            {
                yield return invocation.Fail(255, "PveLab: option '-f' of 'seq' is not simulated");
                yield break;
            }
            else if (decimal.TryParse(argument, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) numbers.Add(number);
            else
            {
                yield return invocation.Fail(1, $"seq: invalid floating point argument: {TextInput.Curly(argument)}\nTry 'seq --help' for more information.");
                yield break;
            }
        }
        if (numbers.Count is 0 or > 3)
        {
            yield return invocation.Fail(1, (numbers.Count == 0 ? "seq: missing operand" : $"seq: extra operand {TextInput.Curly(invocation.Arguments[^1])}")
                + "\nTry 'seq --help' for more information.");
            yield break;
        }
        var (first, step, last) = numbers switch { [var l] => (1m, 1m, l), [var f, var l] => (f, 1m, l), _ => (numbers[0], numbers[1], numbers[2]) };
        if (step == 0)
        {
            yield return invocation.Fail(1, "seq: invalid Zero increment value: ‘0’\nTry 'seq --help' for more information.");
            yield break;
        }
        var digits = numbers.Max(n => n.Scale);
        string Text(decimal n) => digits == 0 && n is > long.MinValue and < long.MaxValue ? Sizes.Text((long)n)
            : n.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var width = equal ? Math.Max(Text(first).Length, Text(last).Length) : 0;
        var buffer = new StringBuilder();
        var count = 0;
        for (var value = first; step > 0 ? value <= last : value >= last; value += step)
        {
            if (count++ > 0) buffer.Append(separator);
            var text = Text(value);
            buffer.Append(value < 0 ? "-" + text[1..].PadLeft(width - 1, '0') : text.PadLeft(width, '0'));
            if (count % Chunk != 0) continue;
            yield return new Step.Out(buffer.ToString());
            buffer.Clear();
        }
        if (count > 0) yield return new Step.Out(buffer.Append('\n').ToString());
    }
}
