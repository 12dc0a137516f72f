using System.Globalization;
using Microsoft.Data.Sqlite;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Progress;

/// <summary>The SQLite file of the book of progress: opened, brought to the newest version, set aside when damaged.</summary>
internal sealed class ProgressDatabase : IDisposable
{
    private const int Corrupt = 11, NotADatabase = 26;
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();
    private bool inTransaction;

    private ProgressDatabase(SqliteConnection connection, bool inMemory) => (this.connection, IsInMemory) = (connection, inMemory);

    /// <summary>Whether nothing of it outlives the program.</summary>
    public bool IsInMemory { get; }

    /// <summary>Whether a damaged file was set aside for it: what the journals tell can be written again.</summary>
    public bool IsAnew { get; private init; }

    /// <summary>Opens a file, or makes it.</summary>
    public static ProgressDatabase Open(string path, Action<string>? told)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return OpenFile(path, inMemory: false);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return Anew(path, told);
        }
        catch (ProgressNewerException)
        {
            told?.Invoke($"{path} was written by a newer PveLab and is left as it is; progress of this session is not kept");
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            var why = error is SqliteException { SqliteErrorCode: var code } ? string.Create(CultureInfo.InvariantCulture, $"SQLite error {code}") : HostTrouble.Of(error, path);
            told?.Invoke($"{path} cannot be used ({why}); progress of this session is not kept");
        }
        return InMemory();
    }

    /// <summary>A database that is gone with the program.</summary>
    public static ProgressDatabase InMemory() => OpenFile(":memory:", inMemory: true);

    /// <summary>Does several things or none of them; what is done at once inside of it belongs to it.</summary>
    public void InTransaction(Action work)
    {
        lock (gate)
        {
            if (inTransaction)
            {
                work();
                return;
            }
            using var transaction = connection.BeginTransaction();
            inTransaction = true;
            try
            {
                work();
                transaction.Commit();
            }
            finally
            {
                inTransaction = false;
            }
        }
    }

    /// <summary>Runs a statement.</summary>
    public void Run(string sql, params (string Name, object? Value)[] parameters)
    {
        lock (gate)
        {
            using var command = Command(sql, parameters);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Runs a query.</summary>
    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        lock (gate)
        {
            using var command = Command(sql, parameters);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        }
    }

    /// <summary>A moment as text that sorts as time goes.</summary>
    public static string Stamp(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The moment in a column.</summary>
    public static DateTimeOffset Time(SqliteDataReader row, int column) =>
        DateTimeOffset.Parse(row.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <inheritdoc />
    public void Dispose() => connection.Dispose();

    private static ProgressDatabase Anew(string path, Action<string>? told)
    {
        var aside = Enumerable.Range(1, 999).Select(n => string.Create(CultureInfo.InvariantCulture, $"{path}.damaged-{n}")).First(p => !File.Exists(p));
        File.Move(path, aside);
        foreach (var part in (string[])["-wal", "-shm"]) File.Delete(path + part);
        told?.Invoke($"{path} was damaged and was set aside as {Path.GetFileName(aside)}; attempts are read from their journals again");
        return OpenFile(path, inMemory: false, anew: true);
    }

    private static ProgressDatabase OpenFile(string path, bool inMemory, bool anew = false)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            var database = new ProgressDatabase(connection, inMemory) { IsAnew = anew };
            database.Run("PRAGMA journal_mode = WAL");
            database.Run("PRAGMA foreign_keys = ON");
            if (database.Read("PRAGMA quick_check(1)", row => row.GetString(0)) is not ["ok"]) throw new SqliteException("damaged", Corrupt);
            database.Migrate();
            return database;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>In one transaction, because another PveLab may have just begun the same.</summary>
    private void Migrate() => InTransaction(() =>
    {
        var version = Read("PRAGMA user_version", row => row.GetInt32(0))[0];
        if (version > Migrations.Steps.Count) throw new ProgressNewerException();
        foreach (var step in Migrations.Steps.Skip(version)) Run(step);
        if (version < Migrations.Steps.Count) Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Migrations.Steps.Count}"));
    });

    private SqliteCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a literal of this room; values come as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private sealed class ProgressNewerException : Exception;
}
