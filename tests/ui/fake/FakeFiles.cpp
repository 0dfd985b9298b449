// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/FakeFiles.h"

#include "fake/FakeClient.h"

namespace sidetone::test {

using messaging::TransferState;

core::Task<messaging::Message> FakeFiles::send(const core::Address& peer,
                                               const std::filesystem::path& file) {
    client_.log.push_back("file " + file.filename().string());
    if (refusal) {
        return core::Task<messaging::Message>::ready(*std::exchange(refusal, std::nullopt));
    }
    messaging::Attachment attachment;
    attachment.name = file.filename().string();
    attachment.size = 400'000;
    attachment.state = TransferState::UnderWay;
    attachment.path = file.string();
    return core::Task<messaging::Message>::ready(
        client_.addFile(peer, messaging::Direction::Out, attachment, client_.now()));
}

void FakeFiles::move(std::int64_t id, TransferState state, const char* command) {
    client_.log.push_back(command + (" " + std::to_string(id)));
    auto message = client_.find(id);
    if (!message || !message->attachment) return;
    message->attachment->state = state;
    client_.change(*message);
}

void FakeFiles::accept(std::int64_t id) {
    move(id, TransferState::UnderWay, "acceptFile");
}
void FakeFiles::decline(std::int64_t id) {
    move(id, TransferState::Declined, "declineFile");
}
void FakeFiles::cancel(std::int64_t id) {
    move(id, TransferState::Cancelled, "cancelFile");
}
void FakeFiles::retry(std::int64_t id) {
    move(id, TransferState::UnderWay, "retryFile");
}

}  // namespace sidetone::test
