Console.WriteLine("PveLab");
