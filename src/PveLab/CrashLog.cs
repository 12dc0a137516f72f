using System.Globalization;
using PveLab.Courseware.Progress;

namespace PveLab;

/// <summary>Where the program writes why it failed.</summary>
internal static class CrashLog
{
    /// <summary>Logs an unexpected error that ended the program, and tells where.</summary>
    public static int Report(Exception error, HostConsole host)
    {
        try
        {
            host.Output.Flush();
        }
        catch (IOException)
        {
            // That the output is lost as well is not what is to be told.
        }
        Write(error, host);
        return ExitCode.Crashed;
    }

    /// <summary>Logs an unexpected error and tells where.</summary>
    public static void Write(Exception error, HostConsole host)
    {
        try
        {
            Directory.CreateDirectory(UserFolders.State);
            var path = Path.Combine(UserFolders.State, "pvelab.log");
            var time = DateTimeOffset.UtcNow.ToString("o", CultureInfo.InvariantCulture);
            File.AppendAllText(path, $"{time}\n{error}\n\n");
            host.Errors.WriteLine($"pvelab: something went wrong inside PveLab ({error.GetType().Name}). What is known is in {path}");
        }
        catch (Exception second) when (second is IOException or UnauthorizedAccessException)
        {
            host.Errors.WriteLine($"pvelab: something went wrong inside PveLab: {error.GetType().Name}: {error.Message}");
        }
    }

    /// <summary>Whether the reader of our output is gone.</summary>
    public static bool IsBrokenPipe(IOException error) => error.HResult is 32 or unchecked((int)0x8007006D) || error.Message.Contains("Broken pipe", StringComparison.Ordinal);
}
