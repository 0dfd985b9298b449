// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include "client/people/PeopleControl.h"
#include "directory/books/BookState.h"

namespace sidetone::apps {

/// The fields of docs/terminal.md; what nobody knows is left out.
[[nodiscard]] QJsonObject toJson(const directory::Person& person);
[[nodiscard]] QJsonObject toJson(const client::DirectoryTest& test);
[[nodiscard]] QJsonObject toJson(const directory::BookState& book);

}  // namespace sidetone::apps
