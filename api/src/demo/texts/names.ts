const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** First and family names that occur in Norway, Sámi and newcomers' among them; put together by chance, they are nobody. */
export const firstNames = words(`
  Anne Inger Kari Marit Ingrid Liv Eva Berit Astrid Bjørg Hilde Anna Solveig Marianne Randi Ida Nina Maria Elisabeth
  Kristin Bente Heidi Silje Hanne Linda Tone Tonje Elin Camilla Karin Emma Nora Sara Emilie Thea Julie Ingeborg Sofie
  Oda Ragnhild Åse Aud Turid Wenche Gunn Torunn Synnøve Sigrid Guro Eldrid Jorunn Åshild Målfrid Unni Trine Vilde Frida
  Jan Per Bjørn Ole Lars Kjell Knut Svein Thomas Geir Arne Hans Tor Odd Martin Andreas John Anders Rune Terje Trond
  Morten Erik Harald Gunnar Olav Magnus Henrik Kristian Øyvind Stian Espen Frode Jonas Eirik Håkon Sindre Vegard Sondre
  Tormod Asbjørn Leif Roar Steinar Kåre Aksel Ådne Jostein Sverre Torstein Øystein Dag Einar Ivar Nils Petter Eivind
  Áilu Máret Biret Ánde Elle Risten Niillas Láilá Sámmol Ravdna Issát Inga-Máret
  Amina Fatima Mohammed Ahmed Hassan Ayan Yusuf Samira Ali Noor Zahra Omar Layla Agnieszka Piotr Katarzyna Marek Justyna
  Tomasz Ewa Olena Andrii Iryna Dmytro Nguyen Linh Thanh Maryam Reza Selam Yonas Tesfaye Rahel Kasia Giedrė Mantas
`);

export const familyNames = words(`
  Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johnsen Pettersen Eriksen Berg Haugen
  Hagen Johannessen Andreassen Jacobsen Dahl Jørgensen Halvorsen Henriksen Lund Sørensen Jakobsen Moen Gundersen Iversen
  Strand Solberg Svendsen Eide Knutsen Martinsen Bakken Kristoffersen Lie Amundsen Nguyen Rasmussen Lunde Solheim Moe
  Berge Nygård Bakke Holm Fredriksen Lien Hauge Christensen Andresen Nielsen Knudsen Evensen Sæther Aas Hanssen Myhre
  Haugland Thomassen Simonsen Sivertsen Berntsen Danielsen Ali Arnesen Rønning Sandvik Næss Antonsen Haug Thorsen Edvardsen
  Vik Ahmed Gulbrandsen Ellingsen Birkeland Strøm Ruud Tangen Nordby Aasen Brekke Mathisen Ødegård Myklebust Sunde Tveit
  Heggdal Farstad Stokke Aune Øvrebø Årdal Hjelle Fjørtoft Bjørlo Røyset Skår Vågen Nesset Slåtten Kvamme Tunheim
  Sara Utsi Gaup Eira Somby Hætta Bongo Turi Guttorm Valkeapää Nutti
  Hussein Farah Abdi Warsame Kowalski Nowak Wiśniewska Kamińska Zielińska Shevchenko Bondarenko Kovalenko Tran Pham Hosseini
  Karimi Haile Tekle Gebremedhin Kazlauskas Khan Mahmood Rahman
`);
