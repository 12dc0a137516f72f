using System.Globalization;

namespace PveLab.Shell.Tools.Archives;

/// <summary>What zstd -l and gzip -l print.</summary>
internal static class PackedListing
{
    public static string Header(string compression) => compression switch
    {
        "zst" => "Frames  Skips  Compressed  Uncompressed  Ratio  Check  Filename\n",
        "gz" => "         compressed        uncompressed  ratio uncompressed_name\n",
        _ => "",
    };

    public static string Row(string compression, FileContent content) => compression switch
    {
        // A stream's frame does not know how long it will become: vzdump writes those.
        "zst" when content.Meaning is Sim.Backup.BackupArchive =>
            string.Create(CultureInfo.InvariantCulture, $"{1,6}  {0,5}  {Binary(content.Size),10}                       XXH64  {content.Name}\n"),
        "zst" => string.Create(CultureInfo.InvariantCulture,
            $"{1,6}  {0,5}  {Binary(content.Size),10}  {Binary(content.Bytes),12}  {(double)content.Bytes / Math.Max(1, content.Size),5:0.000}  XXH64  {content.Name}\n"),
        "gz" => string.Create(CultureInfo.InvariantCulture,
            $"{content.Size,19} {content.Bytes,19} {(1 - (double)content.Size / Math.Max(1, content.Bytes)) * 100,5:0.0}% {content.Name[..^3]}\n"),
        _ => content.Name + "\n",
    };

    private static string Binary(long bytes) => bytes switch
    {
        < 1 << 10 => Number(bytes, "  B"),
        < 1 << 20 => Number(bytes / 1024.0, "KiB"),
        < 1 << 30 => Number(bytes / 1048576.0, "MiB"),
        _ => Number(bytes / 1073741824.0, "GiB"),
    };

    private static string Number(double value, string unit) =>
        value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture) + " " + unit;
}
