using System.Globalization;
using PveLab.Sim.Files;

namespace PveLab.Shell.Language;

/// <summary>The primaries of <c>test</c>, <c>[</c> and <c>[[</c>.</summary>
internal static class Tests
{
    /// <summary>The word is an operator between two operands.</summary>
    public static bool IsBinary(string word) => word is "=" or "==" or "!=" or "=~" or "<" or ">" or "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge"
        or "-nt" or "-ot" or "-ef";

    /// <summary>The word is an operator before one operand.</summary>
    public static bool IsUnary(string word) => word is "-a" or "-b" or "-c" or "-d" or "-e" or "-f" or "-g" or "-h" or "-k" or "-n" or "-o" or "-p" or "-r"
        or "-s" or "-t" or "-u" or "-v" or "-w" or "-x" or "-z" or "-G" or "-L" or "-N" or "-O" or "-S";

    /// <summary>Evaluates a one-operand test; null: the operator is not one.</summary>
    public static bool? Unary(string operation, string operand, Interpreter shell)
    {
        switch (operation)
        {
            case "-n": return operand.Length > 0;
            case "-z": return operand.Length == 0;
            case "-v": return shell.State.Variables.Get(operand) is not null;
            case "-t": return operand is "0" or "1" or "2";
            case "-o": return operand switch { "errexit" => shell.State.ErrorExit, "nounset" => shell.State.NoUnset, "pipefail" => shell.State.PipeFail, _ => false };
        }
        if (!IsUnary(operation)) return null;
        var files = shell.Session.Node.Files;
        if (operand.Length == 0) return false;
        var entry = files.Find(UnixPath.Absolute(operand, shell.State.Directory), followLast: operation is not ("-h" or "-L"));
        return operation switch
        {
            "-e" or "-a" or "-r" or "-w" or "-O" or "-G" or "-N" => entry is not null,
            "-d" => entry is DirectoryEntry,
            "-f" => entry is TextFile or BlobFile,
            "-h" or "-L" => entry is LinkEntry,
            "-s" => entry is { Size: > 0 },
            "-x" => entry is DirectoryEntry || (entry is not null && (entry.Mode & 0b001_001_001) != 0),
            "-b" => entry is DeviceEntry { Block: true },
            "-c" => entry is DeviceEntry { Block: false },
            _ => false,
        };
    }

    /// <summary>Evaluates a two-operand test on plain texts; <paramref name="error"/> is bash's text when an operand is no number.</summary>
    public static bool Binary(string left, string operation, string right, Interpreter shell, out string? error)
    {
        error = null;
        switch (operation)
        {
            case "=" or "==": return left == right;
            case "!=": return left != right;
            case "<": return Collation.Compare(left, right) < 0;
            case ">": return Collation.Compare(left, right) > 0;
            case "-nt" or "-ot" or "-ef": return Files(left, operation, right, shell);
        }
        if (!Integer(left, out var a)) error = $"{left}: integer expression expected";
        else if (!Integer(right, out _)) error = $"{right}: integer expression expected";
        if (error is not null) return false;
        Integer(right, out var b);
        return Compare(a, operation, b);
    }

    /// <summary>Compares two numbers.</summary>
    public static bool Compare(long a, string operation, long b) => operation switch
    {
        "-eq" => a == b,
        "-ne" => a != b,
        "-lt" => a < b,
        "-le" => a <= b,
        "-gt" => a > b,
        _ => a >= b,
    };

    private static bool Integer(string text, out long value) =>
        long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool Files(string left, string operation, string right, Interpreter shell)
    {
        var files = shell.Session.Node.Files;
        var a = files.Find(UnixPath.Absolute(left, shell.State.Directory));
        var b = files.Find(UnixPath.Absolute(right, shell.State.Directory));
        return operation switch
        {
            "-ef" => a is not null && ReferenceEquals(a, b),
            "-nt" => a is not null && (b is null || a.Modified > b.Modified),
            _ => b is not null && (a is null || a.Modified < b.Modified),
        };
    }
}

/// <summary>Evaluates the words of <c>test</c> and <c>[</c>.</summary>
internal sealed class TestExpression(IReadOnlyList<string> words, Interpreter shell)
{
    private const int DepthLimit = 50;

    private int position;
    private int depth;

    /// <summary>What is wrong with the expression.</summary>
    public string? Error { get; private set; }

    /// <summary>The value; false when there is an error.</summary>
    public bool Evaluate()
    {
        if (words.Count == 0) return false;
        // As POSIX has it, the number of words decides what is expected where.
        if (words.Count == 2 && words[0] != "!" && !Tests.IsUnary(words[0])) Error = $"{words[0]}: unary operator expected";
        if (words.Count == 3 && words[0] is not ("!" or "(") && words[1] is not ("-a" or "-o") && !Tests.IsBinary(words[1])) Error = $"{words[1]}: binary operator expected";
        if (Error is not null) return false;
        var value = Or();
        if (Error is null && position < words.Count) Error = "too many arguments";
        return value && Error is null;
    }

    private bool AtWord(string word) => position < words.Count && words[position] == word;

    private bool Or()
    {
        var value = And();
        while (Error is null && AtWord("-o"))
        {
            position++;
            value |= And();
        }
        return value;
    }

    private bool And()
    {
        var value = Term();
        while (Error is null && AtWord("-a"))
        {
            position++;
            value &= Term();
        }
        return value;
    }

    private bool Term()
    {
        if (position >= words.Count || ++depth > DepthLimit)
        {
            Error ??= "argument expected";
            return false;
        }
        var left = words.Count - position;
        if (left >= 3 && Tests.IsBinary(words[position + 1])) return Binary();
        if (words[position] == "!" && left > 1)
        {
            position++;
            return !Term();
        }
        if (words[position] == "(" && left > 2) return Parenthesized();
        if (left >= 2 && Tests.IsUnary(words[position]) && !(left >= 3 && words[position + 1] is "-a" or "-o"))
        {
            position += 2;
            return Tests.Unary(words[position - 2], words[position - 1], shell) ?? false;
        }
        return words[position++].Length > 0;
    }

    private bool Binary()
    {
        var value = Tests.Binary(words[position], words[position + 1], words[position + 2], shell, out var error);
        position += 3;
        Error ??= error;
        return value;
    }

    private bool Parenthesized()
    {
        position++;
        var value = Or();
        if (!AtWord(")")) Error ??= "`)' expected";
        position++;
        return value;
    }
}
