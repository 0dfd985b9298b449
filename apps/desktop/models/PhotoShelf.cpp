// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/PhotoShelf.h"

#include "client/people/PeopleControl.h"

namespace sidetone::desktop {

void PhotoShelf::take(const QString& who, Taken taken) {
    auto* people = client_.people();
    if (people == nullptr) return taken({});
    people->photo(who.toStdString())
        .then(owner_, [taken = std::move(taken)](const core::Result<std::string>& bytes) {
            taken(bytes ? QByteArray::fromStdString(*bytes) : QByteArray());
        });
}

}  // namespace sidetone::desktop
