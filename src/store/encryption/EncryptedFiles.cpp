// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/encryption/EncryptedFiles.h"

#include <sqlite3.h>

#include <new>

#include "store/encryption/EncryptedFile.h"
#include "store/encryption/MemoryFile.h"

namespace sidetone::store {

/// The layer as SQLite sees it.
class EncryptedFiles::Layer {
public:
    Layer(core::Secret secret, Journal kind) : key(std::move(secret)), journal(kind) {}

    core::Secret key;
    Journal journal;
    std::string name;
    PageTrouble trouble;
    sqlite3_vfs* below = nullptr;
    sqlite3_vfs vfs{};
};

namespace {

using Layer = EncryptedFiles::Layer;

/// What SQLite hands about as an open file: our object, and behind this the usual file.
struct Handle {
    sqlite3_file base;
    EncryptedFile* file;
};

EncryptedFile& fileOf(sqlite3_file* handle) {
    return *reinterpret_cast<Handle*>(handle)->file;
}

sqlite3_file* belowOf(sqlite3_file* handle) {
    return fileOf(handle).below();
}

/// Settles what waits, then asks the file below.
template <auto Method, class... Arguments>
int pass(sqlite3_file* handle, Arguments... arguments) {
    if (const int settled = fileOf(handle).settle(); settled != SQLITE_OK) return settled;
    auto* below = belowOf(handle);
    return (below->pMethods->*Method)(below, arguments...);
}

int closeFile(sqlite3_file* handle) {
    auto& file = fileOf(handle);
    file.settle();
    auto* below = file.below();
    delete &file;
    handle->pMethods = nullptr;
    return below->pMethods->xClose(below);
}

int readFile(sqlite3_file* handle, void* room, int amount, sqlite3_int64 offset) {
    return fileOf(handle).read(static_cast<std::uint8_t*>(room), amount, offset);
}

int writeFile(sqlite3_file* handle, const void* bytes, int amount, sqlite3_int64 offset) {
    return fileOf(handle).write(static_cast<const std::uint8_t*>(bytes), amount, offset);
}

void barrier(sqlite3_file* handle) {
    auto* below = belowOf(handle);
    below->pMethods->xShmBarrier(below);
}

/// Version 2: shared memory for the log's index, but no mapping of the file itself, which would
/// go past us.
using Methods = sqlite3_io_methods;
constexpr Methods methods = {2,
                             closeFile,
                             readFile,
                             writeFile,
                             pass<&Methods::xTruncate>,
                             pass<&Methods::xSync>,
                             pass<&Methods::xFileSize>,
                             pass<&Methods::xLock>,
                             pass<&Methods::xUnlock>,
                             pass<&Methods::xCheckReservedLock>,
                             pass<&Methods::xFileControl>,
                             pass<&Methods::xSectorSize>,
                             pass<&Methods::xDeviceCharacteristics>,
                             pass<&Methods::xShmMap>,
                             pass<&Methods::xShmLock>,
                             barrier,
                             pass<&Methods::xShmUnmap>,
                             nullptr,
                             nullptr};

Layer& layerOf(sqlite3_vfs* vfs) {
    return *static_cast<Layer*>(vfs->pAppData);
}

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* room, int flags, int* given) {
    auto& layer = layerOf(vfs);
    room->pMethods = nullptr;
    const bool isDatabase = (flags & SQLITE_OPEN_MAIN_DB) != 0;
    const bool isLog = (flags & SQLITE_OPEN_WAL) != 0;
    const bool isJournal = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
    if (isJournal && layer.journal == EncryptedFiles::Journal::InMemory) {
        openMemoryFile(room);
        if (given) *given = flags;
        return SQLITE_OK;
    }
    if (!name || (!isDatabase && !isLog)) return SQLITE_CANTOPEN;
    auto* handle = reinterpret_cast<Handle*>(room);
    auto* below = reinterpret_cast<sqlite3_file*>(handle + 1);
    below->pMethods = nullptr;
    const int answer = layer.below->xOpen(layer.below, name, below, flags, given);
    if (answer != SQLITE_OK) {
        if (below->pMethods) below->pMethods->xClose(below);
        return answer;
    }
    if (isDatabase) {
        handle->file = new EncryptedDatabaseFile(below, layer.key, layer.trouble);
    } else {
        handle->file = new EncryptedLogFile(below, layer.key, layer.trouble);
    }
    room->pMethods = &methods;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int isSyncing) {
    auto& layer = layerOf(vfs);
    const int answer = layer.below->xDelete(layer.below, name, isSyncing);
    // A journal in memory is deleted as any other, after it was closed.
    const bool isMemory = layer.journal == EncryptedFiles::Journal::InMemory;
    return isMemory && answer == SQLITE_IOERR_DELETE_NOENT ? SQLITE_OK : answer;
}

template <auto Method, class... Arguments>
auto passOn(sqlite3_vfs* vfs, Arguments... arguments) {
    auto* below = layerOf(vfs).below;
    return (below->*Method)(below, arguments...);
}

void fill(Layer& layer) {
    auto& vfs = layer.vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = int(sizeof(Handle)) + layer.below->szOsFile;
    vfs.mxPathname = layer.below->mxPathname;
    vfs.zName = layer.name.c_str();
    vfs.pAppData = &layer;
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = passOn<&sqlite3_vfs::xAccess>;
    vfs.xFullPathname = passOn<&sqlite3_vfs::xFullPathname>;
    vfs.xDlOpen = passOn<&sqlite3_vfs::xDlOpen>;
    vfs.xDlError = passOn<&sqlite3_vfs::xDlError>;
    vfs.xDlClose = passOn<&sqlite3_vfs::xDlClose>;
    vfs.xRandomness = passOn<&sqlite3_vfs::xRandomness>;
    vfs.xSleep = passOn<&sqlite3_vfs::xSleep>;
    vfs.xCurrentTime = passOn<&sqlite3_vfs::xCurrentTime>;
    vfs.xGetLastError = passOn<&sqlite3_vfs::xGetLastError>;
    vfs.xCurrentTimeInt64 = passOn<&sqlite3_vfs::xCurrentTimeInt64>;
}

}  // namespace

EncryptedFiles::EncryptedFiles(std::unique_ptr<Layer> layer) : layer_(std::move(layer)) {}

std::unique_ptr<EncryptedFiles> EncryptedFiles::create(core::Secret key, Journal journal) {
    auto layer = std::make_unique<Layer>(std::move(key), journal);
    layer->below = sqlite3_vfs_find(nullptr);
    if (!layer->below) return nullptr;
    // The object's address is a name that no other one of the process has.
    layer->name = "sidetone-" + std::to_string(reinterpret_cast<std::uintptr_t>(layer.get()));
    fill(*layer);
    if (sqlite3_vfs_register(&layer->vfs, 0) != SQLITE_OK) return nullptr;
    return std::unique_ptr<EncryptedFiles>(new EncryptedFiles(std::move(layer)));
}

EncryptedFiles::~EncryptedFiles() {
    sqlite3_vfs_unregister(&layer_->vfs);
}

const std::string& EncryptedFiles::name() const {
    return layer_->name;
}

bool EncryptedFiles::reserve(sqlite3* connection) {
    int bytes = int(PageCipher::reservedSize);
    return sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes) ==
           SQLITE_OK;
}

std::optional<core::Error> EncryptedFiles::takeTrouble(const std::string& fileName) {
    using core::ErrorCode;
    const auto tried = "Reading the encrypted history file " + fileName;
    const bool isWrongKey = layer_->trouble.isWrongKey.exchange(false);
    const auto page = layer_->trouble.damagedPage.exchange(0);
    if (isWrongKey) {
        return core::Error{ErrorCode::Forbidden, tried,
                           "the key in the key store is not the key of this file",
                           "Bring back the key store that belongs to the file, or set the file "
                           "aside to begin a new history; it is not deleted."};
    }
    if (page != 0) {
        return core::Error{ErrorCode::BadAnswer, tried,
                           "page " + std::to_string(page) + " is not as it was written",
                           "It was left as it is. Restore it from a backup, or set it aside to "
                           "begin a new history."};
    }
    return std::nullopt;
}

}  // namespace sidetone::store
