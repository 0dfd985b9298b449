// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/Address.h"
#include "core/Task.h"
#include "store/StoredMessage.h"

namespace sidetone::store {

class Store;

enum class ExportForm { Text, Html, Json };

/// What is written, and how a person is named in it.
struct ExportRequest {
    std::optional<core::Address> peer;  ///< one conversation; empty: all
    std::filesystem::path file;         ///< replaced when all is written, not before
    ExportForm form = ExportForm::Text;
    std::string ownName;  ///< of who wrote outgoing messages
    /// After each page of messages, with how many are written; may be empty.
    std::function<void(int written)> progress{};
};

/// Writes messages, oldest first, to a file of mode 0600; how many. Page by page, so that the
/// store does other work between, and memory does not grow with the history. HTML has no scripts,
/// nothing that is fetched, and every sign of a message escaped. A cancelled task leaves no file.
/// The store outlives the task. Storage where the file cannot be written. Protocol thread.
[[nodiscard]] core::Task<int> exportHistory(Store& store, ExportRequest request);

}  // namespace sidetone::store
