// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/cli/BoxOwner.h"

namespace sidetone::office {

core::Result<BoxOwner> BoxOwner::find(const std::string& folder, const std::string& id) {
    auto layout = Layout::load(folder);
    if (!layout) return layout.error();
    auto users = UserStore::open(layout->userFile());
    if (!users) return users.error();
    const auto* person = (*users)->find(id);
    if (person == nullptr) {
        return core::fail(core::ErrorCode::NotFound, "Opening the mailbox of '" + id + "'",
                          "there is no such person", "See `user list`.");
    }
    return BoxOwner{std::move(*layout), std::move(*users), person};
}

}  // namespace sidetone::office
