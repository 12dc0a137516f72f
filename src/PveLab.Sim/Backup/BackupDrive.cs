using PveLab.Sim.Guests;

namespace PveLab.Sim.Backup;

/// <summary>A guest's drive and whether backups take it (qemu-server: PVE/QemuConfig.pm get_backup_volumes).</summary>
/// <param name="Key">The drive.</param>
/// <param name="Drive">Its line.</param>
/// <param name="Included">Whether backups take it.</param>
/// <param name="Reason">Why, in the words of logs and the API.</param>
public sealed record BackupDrive(string Key, Drive Drive, bool Included, string Reason)
{
    /// <summary>The drives of a guest in PVE's order; CD-ROMs are not mentioned.</summary>
    public static IEnumerable<BackupDrive> Of(GuestConfig config)
    {
        foreach (var (key, drive) in config.Drives())
        {
            if (drive.IsCdrom) continue;
            if (key.StartsWith("efidisk", StringComparison.Ordinal) && config["bios"] != "ovmf")
                yield return new BackupDrive(key, drive, false, "efidisk but no OVMF BIOS");
            else
                yield return new BackupDrive(key, drive, drive.InBackup, drive["backup"] is null ? "backup=yes" : "backup=no");
        }
    }
}
