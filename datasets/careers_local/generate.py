"""Makes the fictional local openings: 60 jobs in one county, each with a real occupation code and two practices."""

from belonging.frameworks import occupations

COLUMNS = (
    "opening",
    "job",
    "workplace",
    "soc",
    "title",
    "cluster",
    "entry",
    "practice_1",
    "practice_2",
    "moment",
)

# Job in everyday words, workplace, code, two practices, one moment at work. Set by hand: every cluster, every entry
# level, each practice at every level. What a practice means says belonging.classroom.careers; title, cluster and
# entry level come from frameworks/, by the code.
OPENINGS = (
    # Advanced Manufacturing
    ("door inspector", "door factory", "51-9061.00", "measure", "decide",
     "Every tenth door goes on the bench. Three of the last five are too wide, so the line stops."),
    ("welder", "trailer shop", "51-4121.00", "plan", "measure",
     "A chalk drawing on the floor comes first, and each length is checked twice."),
    ("mill programmer", "bike part maker", "51-9162.00", "plan", "compute",
     "The part turns on the screen before it turns in metal. How fast may the cutter go?"),
    ("line engineer", "chair factory", "17-2112.00", "cause", "plan",
     "Chairs pile up at one bench. Three reasons are tried, one a day, and the floor plan is drawn again."),
    # Agriculture
    ("greenhouse worker", "plant nursery", "45-2092.00", "cause", "measure",
     "One tray wilts and the next one does not. Is it the water, the light or the root?"),
    ("farm mechanic", "tractor garage", "49-3041.00", "cause", "measure",
     "It runs cold and dies warm. One hose is swapped at a time, and the heat is read each time."),
    ("vet technician", "animal clinic", "29-2056.00", "compute", "measure",
     "The cat is on the scale. Half a milliliter for each kilo: how much is that?"),
    ("soil scientist", "seed farm", "19-1013.00", "measure", "decide",
     "Forty holes, forty jars. Two of the fields will rest next year, and the jars say which."),
    ("park groundskeeper", "town parks", "37-3011.00", "measure", "decide",
     "The log says which bed was dry three Mondays in a row. Only one hose can be moved."),
    # Arts, Entertainment, & Design
    ("photographer", "photo studio", "27-4021.00", "plan", "measure",
     "The team of thirty must fit into one frame. A sketch of the gym shows where the lamps go."),
    ("tailor", "sewing shop", "51-6052.00", "measure", "plan",
     "Twelve lengths on a card turn into a paper coat before any cloth is cut."),
    ("broadcast technician", "radio station", "27-4012.00", "cause", "decide",
     "A hum at noon, every noon. The log of the lift next door ends the search."),
    ("exhibit designer", "town museum", "27-1027.00", "plan", "compute",
     "A cardboard whale, one to twenty. Will the real one clear the lamps?"),
    # Construction
    ("roofer", "roofing crew", "47-2181.00", "compute", "measure",
     "Two slopes and a chimney. How many bundles go on the truck, so that nobody drives twice?"),
    ("electrician", "building crew", "47-2111.00", "cause", "plan",
     "Half the house is dark. The drawing shows which four places could be the one."),
    ("building inspector", "county office", "47-4011.00", "measure", "decide",
     "The step is a finger too high. The table of rules says whether it stays."),
    ("architect", "design office", "17-1011.00", "plan", "compute",
     "The paper school goes into the sun of a desk lamp. Which room will be too hot in May?"),
    # Digital Technology
    ("records clerk", "county hall", "43-9021.00", "cause", "decide",
     "Row 412 says that someone is 140 years old. Where did it go wrong, and who else is in that batch?"),
    ("help desk worker", "school district", "15-1232.00", "cause", "decide",
     "Nine calls, all from one hallway. What do the nine have in common?"),
    ("network technician", "hospital", "15-1231.00", "plan", "cause",
     "A map of cables on the wall, and one room that drops out whenever it rains."),
    ("data scientist", "bus company", "15-2051.00", "decide", "compute",
     "A year of late buses in one table. Would one more minute at the bridge help?"),
    # Education
    ("child care worker", "child care center", "39-9011.00", "measure", "decide",
     "Naps and meals stand on the chart. Who is tired today, and may sleep first?"),
    ("pottery teacher", "art center", "25-3021.00", "cause", "measure",
     "A glaze cracked again. The kiln log has the heat of each hour."),
    ("library technician", "town library", "25-4031.00", "decide", "plan",
     "The list of loans shows what nobody can find. A paper model of the shelves is moved about."),
    ("math coach", "school district", "25-9031.00", "decide", "plan",
     "Three classes, one question, many answers. Which idea should next week start from?"),
    # Energy & Natural Resources
    ("recycling collector", "recycling yard", "53-7081.00", "plan", "decide",
     "The map has one-way streets, and the log says which bins are full by Tuesday."),
    ("solar installer", "solar crew", "47-2231.00", "plan", "compute",
     "A tree throws its shade at four. The sketch says how many panels still pay."),
    ("water plant operator", "water plant", "51-8031.00", "measure", "decide",
     "Six in the morning: clear, or a little cloudy? One line can be shut until noon."),
    ("creek technician", "watershed office", "17-3025.00", "measure", "decide",
     "Ten bottles from ten bends. Two of them send somebody back upstream today."),
    ("wind technician", "wind farm", "49-9081.00", "cause", "measure",
     "Tower nine shakes a little more than its neighbors. Bolt by bolt, with a gauge."),
    ("hydrologist", "watershed office", "19-2043.00", "compute", "decide",
     "So much rain since Friday. When will the river reach the lower road?"),
    # Financial Services
    ("bank teller", "savings bank", "43-3071.00", "compute", "cause",
     "The drawer is nine dollars off. A nine often means two digits that changed places."),
    ("bookkeeper", "repair shop", "43-3031.00", "compute", "cause",
     "Two lists that should agree, and do not. The search goes half by half."),
    ("payroll clerk", "hospital", "43-3051.00", "compute", "decide",
     "A night shift, a holiday and a swap: what is owed, and what does the table say?"),
    ("accountant", "farm co-op", "13-2011.00", "compute", "cause",
     "The power bill doubled, and the cooler did not. The search goes month by month, line by line."),
    # Healthcare & Human Services
    ("ambulance driver", "ambulance station", "53-3011.00", "plan", "decide",
     "The bridge is closed. A finger on the map, and the minutes of each way on the board."),
    ("nursing assistant", "care home", "31-1131.00", "measure", "decide",
     "Four readings since breakfast. The fourth one sends for the nurse."),
    ("dental hygienist", "dental office", "29-1292.00", "measure", "plan",
     "Each gap has its number on a chart of the mouth, and the chart makes the plan."),
    ("nurse", "hospital", "29-1141.00", "measure", "decide",
     "The curve on the chart bends. Wait one hour, or call now?"),
    # Hospitality, Events, & Tourism
    ("line cook", "diner", "35-2014.00", "compute", "measure",
     "The soup is for forty, and ninety are coming. Salt does not grow like water."),
    ("chef", "hotel kitchen", "35-1011.00", "plan", "compute",
     "The plate is drawn before it is cooked, and the price of each corner is written in."),
    ("cafeteria manager", "school district", "11-9051.00", "decide", "compute",
     "The bins are weighed all week. Peas or carrots: how much comes back?"),
    ("event planner", "fairgrounds", "13-1121.00", "plan", "compute",
     "Four hundred guests, two doors. Paper tables are pushed over a plan of the hall."),
    # Management & Entrepreneurship
    ("office clerk", "moving company", "43-9061.00", "plan", "decide",
     "Five trucks on a paper wall. Last month's delays say which two must not meet."),
    ("school secretary", "school district", "43-6014.00", "decide", "plan",
     "Who is late, and on which line? The sheet of a month shows a bus, not a child."),
    ("office manager", "clinic", "11-3012.00", "compute", "plan",
     "Gloves run out on Thursdays. How many boxes, and where would they stand?"),
    ("project manager", "bridge project", "13-1082.00", "plan", "decide",
     "A wall of paper strips, one for each job. It rained for six days: which strip moves?"),
    # Marketing & Sales
    ("shop assistant", "shoe store", "41-2031.00", "decide", "compute",
     "Size nine is gone by Friday, every week. How many pairs should come in?"),
    ("parts seller", "auto parts store", "41-2022.00", "cause", "decide",
     "A customer brings a cracked pump. Three questions tell why it cracked."),
    ("house agent", "house agency", "41-9022.00", "measure", "compute",
     "A house with no two walls alike. How large is it, if the laser is right?"),
    ("ad seller", "local paper", "41-3011.00", "compute", "decide",
     "Two ads, two weeks, two counts of calls. Did the picture matter?"),
    ("market researcher", "hospital", "13-1161.00", "plan", "decide",
     "Eight questions on one page. First the plan: who would not answer this, and why?"),
    # Public Service & Safety
    ("lifeguard", "town pool", "33-9092.00", "measure", "decide",
     "The strip turns pink. The chart says open, wait or close."),
    ("firefighter", "fire station", "33-2011.00", "compute", "decide",
     "Six floors, so much hose, so much pressure lost. Is it enough?"),
    ("fire inspector", "county office", "33-2021.00", "cause", "measure",
     "The wall is blackest low down. The mark on the floor says where it began."),
    ("city planner", "city hall", "19-3051.00", "plan", "decide",
     "A model street of wood, and counts from one corner. Who has to wait too long?"),
    # Supply Chain & Transportation
    ("school bus driver", "school district", "53-3051.00", "plan", "measure",
     "A new stop. The route is drawn again, and the minutes are clocked before school starts."),
    ("bus mechanic", "bus garage", "49-3031.00", "cause", "measure",
     "The belt is worn on one side only. Something else must be out of line."),
    ("flight controller", "airport", "53-2021.00", "compute", "decide",
     "Two planes, two speeds, one runway. Who turns?"),
    ("freight planner", "warehouse", "13-1081.00", "compute", "plan",
     "Boxes of three sizes, one truck. The last one should come off first."),
)  # fmt: skip

Row = dict[str, str | int | float | None]


def rows() -> list[Row]:
    """Return the 60 rows, one per opening, in the order of the CSV file."""
    known = occupations()
    table: list[Row] = []
    for number, (job, workplace, soc, first, second, moment) in enumerate(OPENINGS, start=1):
        found = known[soc]
        table.append(
            {
                "opening": f"J{number:02d}",
                "job": job,
                "workplace": workplace,
                "soc": soc,
                "title": found.title,
                "cluster": found.cluster,
                "entry": found.entry,
                "practice_1": first,
                "practice_2": second,
                "moment": moment,
            }
        )
    return table
