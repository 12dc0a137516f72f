namespace PveLab;

/// <summary>The three streams of the host, given to commands so that tests can give others.</summary>
/// <param name="OpenInput">Opens standard input.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record HostConsole(Func<Stream> OpenInput, TextWriter Output, TextWriter Errors)
{
    /// <summary>Reads a line that the terminal does not show, nor its end; null at the end of input. None where nobody types: lines come over a pipe.</summary>
    public Func<string?>? ReadHidden { get; init; }

    /// <summary>Whether somebody types at a terminal, which shows what is typed.</summary>
    public bool IsTyped => ReadHidden is not null;
}

/// <summary>What the program's exit codes mean.</summary>
public static class ExitCode
{
    /// <summary>Passed, or nothing went wrong.</summary>
    public const int Passed = 0;

    /// <summary>The attempt was not passed.</summary>
    public const int NotPassed = 1;

    /// <summary>The input was not usable.</summary>
    public const int Unusable = 2;

    /// <summary>The program itself failed; the log tells more.</summary>
    public const int Crashed = 3;
}
