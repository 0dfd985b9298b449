// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/enrolment/CertificateVault.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "core/readAll.h"

namespace sidetone::signin {
namespace {

using core::ErrorCode;
using core::fail;

const store::SecretName passwordName{"this computer", store::secretService::keyOfFiles};
constexpr std::size_t passwordBytes = 32;

core::Error unwritable(const std::filesystem::path& file, int code) {
    return fail(ErrorCode::Storage, "Writing " + file.string(), std::strerror(code),
                "Make room on the disk and sign in again.");
}

/// Whole and on the disk before it returns.
core::Status writePrivately(const std::filesystem::path& file, const std::string& text) {
    const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (handle < 0) return unwritable(file, errno);
    std::size_t done = 0;
    while (done < text.size()) {
        const auto count = ::write(handle, text.data() + done, text.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) break;
        done += static_cast<std::size_t>(count);
    }
    const bool isGood = done == text.size() && ::fchmod(handle, 0600) == 0 && ::fsync(handle) == 0;
    const int code = errno;
    ::close(handle);
    if (!isGood) return unwritable(file, code);
    return {};
}

void syncFolder(const std::filesystem::path& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return;
    (void)::fsync(handle);
    ::close(handle);
}

}  // namespace

CertificateVault::CertificateVault(Ports ports, std::filesystem::path folder)
    : ports_(ports), folder_(std::move(folder)) {}

/// Names of devices come from servers: nothing in them may lead out of the folder.
std::filesystem::path CertificateVault::fileOf(const std::string& name) const {
    std::string safe;
    for (const char c : name) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '-' || c == '_';
        safe += isPlain ? c : '_';
    }
    return folder_ / (safe.substr(0, 100) + ".pem");
}

core::Result<CertificateVault::Found> CertificateVault::open(const std::string& name,
                                                             const core::Secret& password) const {
    std::ifstream stream(fileOf(name), std::ios::binary);
    const core::Secret text(core::readAll(stream).value_or(std::string()));
    return net::ClientIdentity::fromPem(text.reveal(), text, password);
}

core::Task<CertificateVault::Found> CertificateVault::find(std::string name) {
    const auto held = memory_.find(name);
    if (held != memory_.end()) return core::Task<Found>::ready(held->second);
    const auto absent =
        fail(ErrorCode::NotFound, "Looking for the certificate of " + name, "there is none");
    std::error_code problem;
    if (!std::filesystem::exists(fileOf(name), problem)) return core::Task<Found>::ready(absent);
    core::Promise<Found> promise;
    auto task = promise.task();
    ports_.keys.read(passwordName)
        .then(owner_, [this, promise, name, absent](const core::Result<core::Secret>& password) {
            auto found = password ? open(name, *password) : core::Result<Found>(password.error());
            if (found) {
                memory_[name] = *found;
                promise.settle(*found);
                return;
            }
            auto error = absent;
            error.answer = "it is kept, but cannot be opened: " + found.error().answer;
            promise.settle(error);
        });
    return task;
}

core::Task<Keeping> CertificateVault::keep(std::string name, Found identity) {
    core::Promise<Keeping> promise;
    auto task = promise.task();
    const auto store = [this, promise, name, identity](const core::Secret& password) {
        const auto state = ports_.keys.state();
        if (state.lasts) {
            if (auto written = write(name, *identity, password); !written) {
                promise.settle(written.error());
                return;
            }
        }
        memory_[name] = identity;
        promise.settle(Keeping{state.lasts, state.why});
    };
    ports_.keys.read(passwordName)
        .then(owner_, [this, store](const core::Result<core::Secret>& password) {
            if (password) return store(*password);
            const core::Secret made(ports_.random.hex(passwordBytes));
            ports_.keys.write(passwordName, made).then(owner_, [store, made](const core::Status&) {
                store(made);
            });
        });
    return task;
}

core::Status CertificateVault::write(const std::string& name, const net::ClientIdentity& identity,
                                     const core::Secret& password) const {
    const auto file = fileOf(name);
    std::error_code problem;
    std::filesystem::create_directories(folder_, problem);
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, problem);
    auto fresh = file;
    fresh += ".new";
    auto previous = file;
    previous.replace_extension(".previous.pem");
    const auto text = identity.certificatesPem() + identity.encryptedKeyPem(password);
    if (auto written = writePrivately(fresh, text); !written) return written;
    // At every moment there is a whole pair under one of the names.
    if (std::filesystem::exists(file, problem)) {
        std::filesystem::remove(previous, problem);
        std::filesystem::create_hard_link(file, previous, problem);
    }
    if (std::rename(fresh.c_str(), file.c_str()) != 0) return unwritable(file, errno);
    syncFolder(folder_);
    return {};
}

void CertificateVault::show(const std::string& name, Found identity,
                            std::vector<std::string> servers) {
    ports_.shown.show(name, std::move(identity), std::move(servers));
}

}  // namespace sidetone::signin
