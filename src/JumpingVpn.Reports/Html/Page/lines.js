// What two lists of lines have in common: the shortest edit from the one to the other, in space that grows with their length only
// (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986, section 4b).

/** So far both searches of a part go; where they have not met by then, the part is split where most is behind one of them. */
const FARTHEST = 4_000;

/**
 * Rows of lines that are equal or stand for each other.
 * @param left   [{key, …}, …]; lines are equal if their keys are
 * @returns {rows, isExact}: not exact means that there may be fewer differences, of lists that have very little in common
 */
function aligned(left, right) {
  const numbers = new Map();
  const numbered = (lines) => Int32Array.from(lines, ({ key }) => {
    numbers.set(key, numbers.get(key) ?? numbers.size);
    return numbers.get(key);
  });
  const edit = new Edit(numbered(left), numbered(right));
  const rows = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && edit.onlyLeft[i]) {
      rows.push({ left: left[i++] });
    } else if (j < right.length && edit.onlyRight[j]) {
      rows.push({ right: right[j++] });
    } else {
      rows.push({ left: left[i++], right: right[j++] });
    }
  }
  return { rows: paired(rows), isExact: edit.isExact };
}

/** The lines of two lists, as numbers, that are in one of them only. */
class Edit {
  constructor(left, right) {
    Object.assign(this, { left, right, isExact: true });
    this.onlyLeft = new Uint8Array(left.length);
    this.onlyRight = new Uint8Array(right.length);
    // By diagonal: how far to the left list's end, or to its beginning, a search has come.
    this.zero = right.length + 1;
    this.forth = new Int32Array(left.length + right.length + 3);
    this.back = new Int32Array(left.length + right.length + 3);
    const parts = [[0, left.length, 0, right.length]];
    while (parts.length > 0) {
      parts.push(...this.split(parts.pop()));
    }
  }

  /** @returns the two parts of a part between which the shortest edit passes; of one that is settled, none */
  split([fromX, toX, fromY, toY]) {
    const { left, right } = this;
    while (fromX < toX && fromY < toY && left[fromX] === right[fromY]) {
      fromX++;
      fromY++;
    }
    while (fromX < toX && fromY < toY && left[toX - 1] === right[toY - 1]) {
      toX--;
      toY--;
    }
    if (fromX === toX || fromY === toY) {
      this.onlyLeft.fill(1, fromX, toX);
      this.onlyRight.fill(1, fromY, toY);
      return [];
    }
    const [x, y] = this.middle(fromX, toX, fromY, toY);
    return [[fromX, x, fromY, y], [x, toX, y, toY]];
  }

  /** A point on the shortest edit, where a search from the beginning and one from the end meet. */
  middle(fromX, toX, fromY, toY) {
    const { left, right, forth, back, zero } = this;
    const [lowest, highest] = [fromX - toY, toX - fromY];
    const [first, last] = [fromX - fromY, toX - toY];
    const meetsForth = ((first - last) & 1) === 1;
    let [lowForth, highForth, lowBack, highBack] = [first, first, last, last];
    forth[zero + first] = fromX;
    back[zero + last] = toX;
    for (let distance = 1; ; distance++) {
      lowForth = lowForth > lowest ? lowForth - 1 : lowForth + 1;
      highForth = highForth < highest ? highForth + 1 : highForth - 1;
      forth[zero + lowForth - 1] = -1;
      forth[zero + highForth + 1] = -1;
      for (let diagonal = highForth; diagonal >= lowForth; diagonal -= 2) {
        const at = zero + diagonal;
        let x = forth[at - 1] < forth[at + 1] ? forth[at + 1] : forth[at - 1] + 1;
        while (x < toX && x - diagonal < toY && left[x] === right[x - diagonal]) {
          x++;
        }
        forth[at] = x;
        if (meetsForth && diagonal >= lowBack && diagonal <= highBack && back[at] <= x) {
          return [x, x - diagonal];
        }
      }
      lowBack = lowBack > lowest ? lowBack - 1 : lowBack + 1;
      highBack = highBack < highest ? highBack + 1 : highBack - 1;
      back[zero + lowBack - 1] = toX + 1;
      back[zero + highBack + 1] = toX + 1;
      for (let diagonal = highBack; diagonal >= lowBack; diagonal -= 2) {
        const at = zero + diagonal;
        let x = back[at - 1] < back[at + 1] ? back[at - 1] : back[at + 1] - 1;
        while (x > fromX && x - diagonal > fromY && left[x - 1] === right[x - diagonal - 1]) {
          x--;
        }
        back[at] = x;
        if (!meetsForth && diagonal >= lowForth && diagonal <= highForth && x <= forth[at]) {
          return [x, x - diagonal];
        }
      }
      if (distance === FARTHEST) {
        return this.farthest(lowForth, highForth, toX, toY);
      }
    }
  }

  farthest(lowForth, highForth, toX, toY) {
    this.isExact = false;
    let best = [0, 0];
    for (let diagonal = highForth; diagonal >= lowForth; diagonal -= 2) {
      const x = Math.min(this.forth[this.zero + diagonal], toX, toY + diagonal);
      best = 2 * x - diagonal > best[0] + best[1] ? [x, x - diagonal] : best;
    }
    return best;
  }
}

/** What is only left and what is only right beside each other, where they follow. */
function paired(rows) {
  const result = [];
  let lefts = [];
  let rights = [];
  const flush = () => {
    for (let index = 0; index < Math.max(lefts.length, rights.length); index++) {
      result.push({ left: lefts[index], right: rights[index] });
    }
    [lefts, rights] = [[], []];
  };
  for (const row of rows) {
    if (row.left !== undefined && row.right !== undefined) {
      flush();
      result.push(row);
    } else if (row.left !== undefined) {
      lefts.push(row.left);
    } else {
      rights.push(row.right);
    }
  }
  flush();
  return result;
}
