// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "core/Address.h"
#include "core/Task.h"

namespace sidetone::store {

class Store;

/// What was typed and not sent, by conversation. Protocol thread.
class Drafts {
public:
    explicit Drafts(Store& store) : store_(store) {}

    [[nodiscard]] core::Task<std::map<core::Address, std::string>> all();
    /// An empty text removes the draft.
    [[nodiscard]] core::Task<void> put(const core::Address& peer, const std::string& text);

private:
    Store& store_;
};

}  // namespace sidetone::store
