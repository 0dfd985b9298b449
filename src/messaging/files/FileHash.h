// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sidetone::messaging {

enum class HashKind { Sha256, Md5 };

/// The checksum of a file that is read or written piece by piece.
class FileHash {
public:
    explicit FileHash(HashKind kind);
    ~FileHash();
    FileHash(FileHash&&) noexcept;
    FileHash& operator=(FileHash&&) noexcept;

    void add(std::string_view bytes);
    /// Lower-case hexadecimal; call it once.
    [[nodiscard]] std::string finish();

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

}  // namespace sidetone::messaging
