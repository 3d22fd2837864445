System.Console.WriteLine("Sim");
