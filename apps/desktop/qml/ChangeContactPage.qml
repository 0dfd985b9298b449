// SPDX-License-Identifier: GPL-3.0-or-later
// The facts of an own contact, to be changed.
NewContactPage {
    changes: true
}
