// Why people buy: a mission is a plan with steps, and every step a shopping list. The lists are what
// makes the orders learnable; the generator adds taste, size, budget, forgetting and noise.

export interface Need {
  kind: string;
  /** Share of buyers on this mission who want it in this step. */
  share: number;
  /** Most pieces; 1 when absent. */
  most?: number;
}

export interface Step {
  /** Days after the step before, earliest and latest. */
  after: readonly [number, number];
  needs: readonly Need[];
}

export interface Mission {
  id: string;
  name: string;
  /** Relative frequency among all missions. */
  weight: number;
  /** Relative frequency per month, January first. */
  season: readonly number[];
  steps: readonly Step[];
}

const always = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
const summer = [0.2, 0.3, 0.7, 1.3, 2, 2.4, 2.4, 1.6, 0.8, 0.4, 0.2, 0.3];
const cold = [1.6, 1.1, 0.6, 0.4, 0.3, 0.2, 0.2, 0.4, 1, 1.7, 2.2, 2];
const spring = [0.4, 1, 2.2, 2.8, 2.2, 1, 0.6, 0.5, 0.7, 0.5, 0.2, 0.2];

const need = (kind: string, share: number, most = 1): Need => ({ kind, share, most });

export const missions: readonly Mission[] = [
  {
    id: "camping-for-two",
    name: "Camping for two",
    weight: 12,
    season: summer,
    steps: [
      {
        after: [0, 0],
        needs: [
          need("tent-2", 1),
          need("mat", 0.55, 2),
          need("bag-summer", 0.3, 2),
          need("pegs", 0.2),
        ],
      },
      {
        after: [3, 16],
        needs: [
          need("mat", 0.4, 2),
          need("bag-summer", 0.4, 2),
          need("stove", 0.6),
          need("gas", 0.55, 2),
          need("cookset", 0.4),
          need("lantern", 0.25),
          need("pillow", 0.3, 2),
        ],
      },
      {
        after: [10, 28],
        needs: [
          need("gas", 0.5, 2),
          need("mug", 0.35, 2),
          need("spork", 0.35, 2),
          need("headlamp", 0.35),
          need("tarp", 0.15),
          need("drybag", 0.2),
          need("filter-bottle", 0.25),
          need("camp-chair", 0.2, 2),
        ],
      },
      {
        after: [40, 120],
        needs: [need("reproof", 0.3), need("repair-kit", 0.3), need("gas", 0.3, 2)],
      },
    ],
  },
  {
    id: "family-camping",
    name: "Family camping",
    weight: 7,
    season: summer,
    steps: [
      {
        after: [0, 0],
        needs: [
          need("tent-4", 1),
          need("mat", 0.5, 4),
          need("camp-chair", 0.3, 4),
          need("lantern", 0.3),
        ],
      },
      {
        after: [4, 20],
        needs: [
          need("bag-summer", 0.6, 4),
          need("coolbox", 0.5),
          need("stove", 0.45),
          need("gas", 0.45, 3),
          need("cookset", 0.4),
          need("lantern", 0.3),
        ],
      },
      {
        after: [10, 30],
        needs: [
          need("mug", 0.5, 4),
          need("spork", 0.45, 4),
          need("headlamp", 0.4, 2),
          need("batteries", 0.35, 2),
          need("hammock", 0.25),
          need("gas", 0.4, 3),
        ],
      },
    ],
  },
  {
    id: "long-trail",
    name: "A long trail alone",
    weight: 7,
    season: [0.5, 0.8, 1.3, 1.7, 1.9, 1.7, 1.4, 1.2, 0.8, 0.5, 0.3, 0.4],
    steps: [
      { after: [0, 0], needs: [need("tent-1", 0.75), need("backpack", 0.55), need("mat", 0.3)] },
      {
        after: [5, 25],
        needs: [
          need("bag-winter", 0.5),
          need("mat", 0.4),
          need("filter-bottle", 0.4),
          need("stove", 0.45),
          need("gas", 0.4),
          need("drybag", 0.35, 2),
          need("hiking-socks", 0.4, 3),
        ],
      },
      {
        after: [10, 30],
        needs: [
          need("headlamp", 0.45),
          need("powerbank", 0.4),
          need("base-layer", 0.4, 2),
          need("rain-jacket", 0.35),
          need("liner", 0.25),
          need("repair-kit", 0.25),
          need("spork", 0.3),
        ],
      },
      {
        after: [90, 170],
        needs: [need("filter-cartridge", 0.3), need("hiking-socks", 0.4, 2), need("boot-wax", 0.2)],
      },
    ],
  },
  {
    id: "day-hikes",
    name: "Weekend hikes",
    weight: 12,
    season: [0.7, 0.7, 1, 1.2, 1.3, 1.1, 1, 1.1, 1.5, 1.3, 0.8, 0.7],
    steps: [
      {
        after: [0, 0],
        needs: [need("hiking-boots", 0.6), need("hiking-socks", 0.5, 2), need("daypack", 0.4)],
      },
      {
        after: [6, 30],
        needs: [
          need("rain-jacket", 0.4),
          need("trousers", 0.4),
          need("bottle", 0.4),
          need("hiking-socks", 0.25, 2),
          need("boot-wax", 0.35),
          need("base-layer", 0.25),
        ],
      },
      {
        after: [20, 60],
        needs: [
          need("fleece", 0.4),
          need("beanie", 0.2),
          need("headlamp", 0.2),
          need("reproof", 0.3),
        ],
      },
    ],
  },
  {
    id: "winter-layers",
    name: "Ready for winter",
    weight: 9,
    season: cold,
    steps: [
      {
        after: [0, 0],
        needs: [
          need("fleece", 0.55),
          need("beanie", 0.45),
          need("gloves", 0.45),
          need("base-layer", 0.35),
        ],
      },
      {
        after: [5, 24],
        needs: [
          need("base-layer", 0.45, 2),
          need("gloves", 0.25),
          need("hiking-socks", 0.4, 2),
          need("rain-jacket", 0.2),
          need("wool-wash", 0.4),
        ],
      },
      {
        after: [30, 70],
        needs: [need("wool-wash", 0.35), need("reproof", 0.25), need("beanie", 0.15)],
      },
    ],
  },
  {
    id: "running-season",
    name: "Running season",
    weight: 12,
    season: [1.4, 1.1, 1.6, 1.7, 1.3, 0.9, 0.8, 1, 1.3, 0.9, 0.6, 0.7],
    steps: [
      {
        after: [0, 0],
        needs: [need("road-shoe", 0.85), need("running-socks", 0.5, 2), need("running-tee", 0.3)],
      },
      {
        after: [5, 22],
        needs: [
          need("running-tee", 0.4, 2),
          need("running-socks", 0.3, 2),
          need("gels", 0.3),
          need("electrolytes", 0.3),
          need("gps-watch", 0.25),
        ],
      },
      {
        after: [14, 40],
        needs: [
          need("roller", 0.35),
          need("gels", 0.4, 2),
          need("electrolytes", 0.35, 2),
          need("beanie", 0.1),
        ],
      },
    ],
  },
  {
    id: "trail-running",
    name: "Trail running",
    weight: 7,
    season: [0.8, 0.8, 1.2, 1.6, 1.7, 1.4, 1.1, 1, 1, 0.7, 0.4, 0.4],
    steps: [
      {
        after: [0, 0],
        needs: [need("trail-shoe", 0.9), need("running-socks", 0.4, 2), need("running-vest", 0.25)],
      },
      {
        after: [5, 22],
        needs: [
          need("running-vest", 0.5),
          need("gels", 0.45, 2),
          need("electrolytes", 0.4),
          need("running-socks", 0.25),
        ],
      },
      {
        after: [14, 40],
        needs: [
          need("headlamp", 0.4),
          need("gps-watch", 0.3),
          need("roller", 0.3),
          need("gels", 0.45, 2),
          need("rain-jacket", 0.2),
        ],
      },
    ],
  },
  {
    id: "commute",
    name: "Cycling to work",
    weight: 9,
    season: [0.7, 0.9, 1.4, 1.6, 1.4, 1, 0.8, 0.9, 1.5, 1.3, 0.8, 0.5],
    steps: [
      {
        after: [0, 0],
        needs: [need("helmet", 0.5), need("bike-light", 0.5), need("bike-lock", 0.5)],
      },
      {
        after: [5, 24],
        needs: [
          need("pannier", 0.45),
          need("pump", 0.35),
          need("tube", 0.35),
          need("chain-lube", 0.3),
          need("bike-light", 0.2),
        ],
      },
      {
        after: [20, 60],
        needs: [
          need("chain-lube", 0.4),
          need("tube", 0.35, 2),
          need("gloves", 0.25),
          need("rain-jacket", 0.25),
          need("repair-kit", 0.25),
        ],
      },
    ],
  },
  {
    id: "filter-coffee",
    name: "The pour-over corner",
    weight: 12,
    season: [1.2, 1, 1, 0.9, 0.8, 0.7, 0.7, 0.8, 1, 1.2, 1.7, 1.8],
    steps: [
      {
        after: [0, 0],
        needs: [need("dripper", 0.7), need("paper-filters", 0.5), need("beans-filter", 0.6, 2)],
      },
      {
        after: [6, 25],
        needs: [
          need("grinder", 0.5),
          need("kettle", 0.45),
          need("beans-filter", 0.5, 2),
          need("coffee-scale", 0.25),
        ],
      },
      {
        after: [12, 35],
        needs: [
          need("coffee-scale", 0.3),
          need("cups", 0.35, 2),
          need("beans-filter", 0.6, 2),
          need("paper-filters", 0.3, 2),
        ],
      },
    ],
  },
  {
    id: "espresso",
    name: "Espresso at home",
    weight: 8,
    season: [1.2, 1, 1, 0.9, 0.8, 0.7, 0.7, 0.8, 1, 1.2, 1.8, 1.9],
    steps: [
      {
        after: [0, 0],
        needs: [need("espresso-machine", 0.6), need("moka", 0.35), need("beans-espresso", 0.6, 2)],
      },
      {
        after: [5, 20],
        needs: [
          need("grinder", 0.55),
          need("cups", 0.4, 2),
          need("beans-espresso", 0.55, 2),
          need("coffee-scale", 0.2),
        ],
      },
      {
        after: [30, 80],
        needs: [need("descaler", 0.5), need("beans-espresso", 0.6, 2), need("cups", 0.2)],
      },
    ],
  },
  {
    id: "home-office",
    name: "The home office",
    weight: 10,
    season: [1.7, 1.2, 1, 0.9, 0.8, 0.7, 0.7, 1.1, 1.4, 1.1, 1, 0.7],
    steps: [
      {
        after: [0, 0],
        needs: [need("desk", 0.55), need("office-chair", 0.5), need("laptop-stand", 0.25)],
      },
      {
        after: [4, 20],
        needs: [
          need("desk-lamp", 0.45),
          need("monitor-arm", 0.4),
          need("office-chair", 0.2),
          need("keyboard", 0.4),
          need("mouse", 0.4),
          need("desk-mat", 0.3),
        ],
      },
      {
        after: [10, 40],
        needs: [
          need("desk-mat", 0.3),
          need("notebook", 0.4, 2),
          need("pens", 0.4),
          need("laptop-stand", 0.2),
          need("wood-oil", 0.25),
          need("mouse", 0.15),
        ],
      },
    ],
  },
  {
    id: "cooking",
    name: "Cooking properly",
    weight: 10,
    season: [1.1, 1, 0.9, 0.9, 0.8, 0.7, 0.7, 0.8, 1, 1.2, 1.6, 1.9],
    steps: [
      {
        after: [0, 0],
        needs: [need("pan", 0.55), need("knife", 0.5), need("board", 0.35), need("casserole", 0.2)],
      },
      {
        after: [8, 30],
        needs: [
          need("board", 0.35),
          need("whetstone", 0.35),
          need("casserole", 0.35),
          need("knife", 0.3),
          need("apron", 0.25),
          need("tea-towel", 0.3, 2),
        ],
      },
      {
        after: [20, 60],
        needs: [
          need("wood-oil", 0.4),
          need("plates", 0.3, 2),
          need("tea-towel", 0.3, 2),
          need("dish-set", 0.4),
          need("apron", 0.15),
        ],
      },
    ],
  },
  {
    id: "good-water",
    name: "Better water, less waste",
    weight: 6,
    season: always,
    steps: [
      { after: [0, 0], needs: [need("jug", 0.85), need("jug-filter", 0.5), need("bottle", 0.2)] },
      {
        after: [25, 60],
        needs: [need("jug-filter", 0.7), need("dish-set", 0.3), need("bottle", 0.2, 2)],
      },
    ],
  },
  {
    id: "balcony",
    name: "A green balcony",
    weight: 10,
    season: spring,
    steps: [
      {
        after: [0, 0],
        needs: [need("planter", 0.6, 4), need("soil", 0.6, 4), need("seeds", 0.6, 4)],
      },
      {
        after: [5, 20],
        needs: [
          need("trowel", 0.4),
          need("watering-can", 0.45),
          need("seeds", 0.4, 3),
          need("plant-food", 0.35),
        ],
      },
      {
        after: [15, 45],
        needs: [
          need("plant-food", 0.5),
          need("soil", 0.35, 3),
          need("secateurs", 0.3),
          need("planter", 0.25, 2),
        ],
      },
    ],
  },
  {
    id: "kitchen-garden",
    name: "A kitchen garden",
    weight: 6,
    season: spring,
    steps: [
      {
        after: [0, 0],
        needs: [need("raised-bed", 0.8), need("soil", 0.6, 6), need("seeds", 0.6, 6)],
      },
      {
        after: [5, 20],
        needs: [
          need("seeds", 0.5, 4),
          need("trowel", 0.5),
          need("secateurs", 0.35),
          need("watering-can", 0.45),
          need("gloves", 0.2),
        ],
      },
      {
        after: [20, 50],
        needs: [need("plant-food", 0.5), need("soil", 0.35, 4), need("secateurs", 0.2)],
      },
    ],
  },
  {
    id: "first-year",
    name: "Baby's first year",
    weight: 9,
    season: always,
    steps: [
      {
        after: [0, 0],
        needs: [
          need("bodysuit", 0.6, 2),
          need("baby-blanket", 0.45),
          need("carrier", 0.35),
          need("night-light", 0.3),
        ],
      },
      {
        after: [10, 30],
        needs: [
          need("nappies", 0.75),
          need("wipes", 0.65),
          need("carrier", 0.3),
          need("baby-bottle", 0.4),
          need("baby-cream", 0.35),
        ],
      },
      {
        after: [30, 60],
        needs: [
          need("rattle", 0.45),
          need("bodysuit", 0.4, 2),
          need("play-mat", 0.35),
          need("wool-wash", 0.3),
          need("night-light", 0.15),
        ],
      },
      {
        after: [60, 110],
        needs: [
          need("rattle", 0.35),
          need("play-mat", 0.25),
          need("bodysuit", 0.4, 2),
          need("baby-cream", 0.3),
        ],
      },
    ],
  },
  {
    id: "baby-gift",
    name: "A present for a newborn",
    weight: 5,
    season: always,
    steps: [
      {
        after: [0, 0],
        needs: [
          need("rattle", 0.6),
          need("baby-blanket", 0.5),
          need("bodysuit", 0.3),
          need("night-light", 0.2),
        ],
      },
    ],
  },
  {
    id: "van-weekend",
    name: "Weekends in the van",
    weight: 6,
    season: summer,
    steps: [
      {
        after: [0, 0],
        needs: [
          need("coolbox", 0.6),
          need("camp-chair", 0.5, 2),
          need("moka", 0.3),
          need("hammock", 0.25),
        ],
      },
      {
        after: [6, 24],
        needs: [
          need("lantern", 0.45),
          need("powerbank", 0.4),
          need("beans-espresso", 0.3),
          need("mug", 0.4, 2),
          need("duffel", 0.3),
        ],
      },
      {
        after: [15, 50],
        needs: [
          need("gas", 0.35, 2),
          need("stove", 0.3),
          need("tarp", 0.25),
          need("batteries", 0.3),
        ],
      },
    ],
  },
];
