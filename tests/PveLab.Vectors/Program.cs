Console.WriteLine("vectors");
