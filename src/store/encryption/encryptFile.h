// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/Result.h"
#include "core/Secret.h"

namespace sidetone::store {

/// Turns a plain database into an encrypted one, once: it is copied into an encrypted file, the
/// copy is compared with it, takes its name, and the plain one is overwritten with zeros and
/// removed. Killed at any moment, either the plain file or the whole encrypted one is there; what
/// was left of the plain one is then overwritten at the next call. (A disk may keep blocks that
/// it has remapped, and a snapshot what it has seen.)
core::Status encryptFile(const std::filesystem::path& file, const core::Secret& key);

/// Overwrites and removes what encryptFile left of plain files when it was ended.
core::Status removePlainRest(const std::filesystem::path& file);

}  // namespace sidetone::store
