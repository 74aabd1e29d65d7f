"use strict";var __create=Object.create;var __defProp=Object.defineProperty;var __getOwnPropDesc=Object.getOwnPropertyDescriptor;var __getOwnPropNames=Object.getOwnPropertyNames;var __getProtoOf=Object.getPrototypeOf,__hasOwnProp=Object.prototype.hasOwnProperty;var __copyProps=(to,from,except,desc)=>{if(from&&typeof from=="object"||typeof from=="function")for(let key of __getOwnPropNames(from))!__hasOwnProp.call(to,key)&&
key!==except&&__defProp(to,key,{get:()=>from[key],enumerable:!(desc=__getOwnPropDesc(from,key))||desc.enumerable});return to};var __toESM=(mod,isNodeMode,target)=>(target=mod!=null?__create(__getProtoOf(mod)):{},__copyProps(isNodeMode||!mod||!mod.__esModule?__defProp(target,"default",{
value:mod,enumerable:!0}):target,mod)),__toCommonJS=mod=>__copyProps(__defProp({},"__esModule",{value:!0}),mod);var type_checker_exports={};module.exports=__toCommonJS(type_checker_exports);var import_node_module3=require("node:module"),path3=__toESM(require("node:path"));var import_node_crypto=require("node:crypto"),fs=__toESM(require("node:fs")),import_node_module=__toESM(require("node:module")),path=__toESM(require("node:path")),
v8=__toESM(require("node:v8")),vm=__toESM(require("node:vm"));function errorCode(error){return typeof error=="object"&&error!==null&&"code"in error?String(error.code):void 0}var ownCache=import_node_module.default;function cacheCompiledCode(folder,installation,program){folder!==void 0&&(ownCache.enableCompileCache?ownCache.enableCompileCache(
path.join(folder,"compiled")):new CompiledCode(path.join(folder,"compiled",`${nameOf(installation)}.bin`),program).install())}function nameOf(installation){let key=[
installation,process.version,process.arch,v8.cachedDataVersionTag()];return(0,import_node_crypto.createHash)("sha256").update(JSON.stringify(key)).digest("hex").
slice(0,32)}var internals=import_node_module.default,WRAPPER_LENGTH=internals.wrap("").indexOf(`
`),MAX_SIZE=48*1024*1024,CompiledCode=class{constructor(file,program){this.program=program;this.#file=file,this.#known=readEntries(file)}program;#file;#known;#used=new Map;#changed=!1;install(){
let cached=this.#script.bind(this),compile=internals.prototype._compile;internals.prototype._compile=function(source,file){let script=cached(source,file);return script===
void 0?compile.call(this,source,file):script.runInThisContext().call(this.exports,this.exports,requireOf(this),this,file,path.dirname(file))},process.once("exit",
()=>this.#write())}#script(source,file){if(file.startsWith(this.program)&&!file.includes("node_modules")||source.includes("import("))return;let text=source.replace(
/^#!.*/,""),hash=(0,import_node_crypto.createHash)("md5").update(text).digest("base64"),entry=this.#known.get(file),cachedData=entry?.hash===hash?entry.data:void 0,
script;try{script=new vm.Script(internals.wrap(text),{filename:file,columnOffset:-WRAPPER_LENGTH,cachedData,importModuleDynamically:vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER})}catch(error){
if(error instanceof SyntaxError)return;throw error}return this.#used.set(file,{hash,script}),(cachedData===void 0||script.cachedDataRejected)&&(this.#changed=!0),
script}#write(){if(!this.#changed||process.exitCode)return;let entries=new Map,total=0;for(let[file,{hash,script}]of this.#used){let data=script.cachedDataRejected===
!1?this.#known.get(file)?.data:script.createCachedData();entries.set(file,{hash,data}),total+=data.length}for(let[file,entry]of this.#known)entries.has(file)||total+
entry.data.length>MAX_SIZE||(entries.set(file,entry),total+=entry.data.length);let names=[...entries].map(([file,{hash,data}])=>[file,hash,data.length]),parts=[
...entries.values()].map(({data})=>data),head=Buffer.from(JSON.stringify(names)),size=Buffer.alloc(4);size.writeUInt32LE(head.length);try{fs.mkdirSync(path.dirname(
this.#file),{recursive:!0,mode:448});let partial=`${this.#file}.${process.pid}`;fs.writeFileSync(partial,Buffer.concat([size,head,...parts]),{mode:384}),fs.renameSync(
partial,this.#file)}catch(error){if(!errorCode(error))throw error}}};function readEntries(file){let entries=new Map;try{let bytes=fs.readFileSync(file),headLength=bytes.
readUInt32LE(0),names=JSON.parse(bytes.toString("utf8",4,4+headLength)),at=4+headLength;for(let[name,hash,length]of names)entries.set(name,{hash,data:bytes.subarray(
at,at+length)}),at+=length;at!==bytes.length&&entries.clear()}catch{entries.clear()}return entries}var mainModule=require.main;function requireOf(module2){let require2=(request=>module2.
require(request)),resolve2=(request,options)=>internals._resolveFilename(request,module2,!1,options);return require2.resolve=Object.assign(resolve2,{paths:request=>internals.
_resolveLookupPaths(request,module2)}),require2.main=mainModule,require2.extensions=internals._extensions,require2.cache=internals._cache,require2}var import_node_module2=__toESM(require("node:module")),path2=__toESM(require("node:path"));function findCompiler(folder,sdk){try{let load=(0,import_node_module2.createRequire)(path2.join(folder,"index.js"));return{file:load.resolve("typescript"),version:load(
"typescript/package.json").version}}catch(error){if(errorCode(error)!=="MODULE_NOT_FOUND")throw error;return{file:path2.join(sdk,"vendor","typescript@3.8.3","ty\
pescript.js"),version:"3.8.3"}}}var IGNORED_CODES=new Set([6059,18002,18003,5107,5101]);process.once("message",settings=>{let result=check(settings);process.send?.(result,()=>process.disconnect())});
process.on("disconnect",()=>process.exit());cacheCompiledCode(process.env.LEASEHOLD_PROGRAM_CACHE||void 0,"type-checker",process.cwd());function check({entry,folder,
tsconfig}){let sdk=path3.dirname((0,import_node_module3.createRequire)(path3.join(folder,"index.js")).resolve("@pulumi/pulumi/package.json")),compiler=findCompiler(
folder,sdk),ts=(0,import_node_module3.createRequire)(compiler.file)(compiler.file),configs=new Set,options=checkOptions(ts,tsconfig,configs),host=ts.createCompilerHost(
options),program=ts.createProgram({rootNames:[entry],options,host}),own=program.getSourceFiles().filter(file=>!file.isDeclarationFile&&!file.fileName.includes("\
/node_modules/"));return{errors:[...program.getOptionsDiagnostics(),...own.flatMap(file=>[...program.getSyntacticDiagnostics(file),...program.getSemanticDiagnostics(
file)])].filter(d=>d.category===ts.DiagnosticCategory.Error&&!IGNORED_CODES.has(d.code)).map(diagnostic=>describe(ts,diagnostic)),files:[...new Set([...configs,
tsconfig,compiler.file,...program.getSourceFiles().map(file=>stands(file.fileName))])]}}function checkOptions(ts,tsconfig,read){let nodeNext=ts.ModuleKind.NodeNext,
defaults={target:ts.ScriptTarget.ES2020,module:nodeNext??ts.ModuleKind.CommonJS,moduleResolution:nodeNext===void 0?ts.ModuleResolutionKind.Node10:ts.ModuleResolutionKind.
NodeNext};if(!ts.sys.fileExists(tsconfig))return{...defaults,noEmit:!0};let readFile=file=>(read.add(file),ts.sys.readFile(file)),parsed=ts.parseJsonConfigFileContent(
{...ts.readConfigFile(tsconfig,readFile).config,files:[],include:[]},{...ts.sys,readFile},path3.dirname(tsconfig),void 0,tsconfig).options;return{...parsed.module===
void 0?defaults:{target:defaults.target},...parsed,noEmit:!0,composite:!1,incremental:!1,declaration:!1,rootDir:void 0}}function stands(file){let match=/^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.
exec(file);return match?`${match[1]}/package.json`:file}function describe(ts,diagnostic){let text=ts.flattenDiagnosticMessageText(diagnostic.messageText,`
`);if(!diagnostic.file||diagnostic.start===void 0)return`error TS${diagnostic.code}: ${text}`;let{line,character}=diagnostic.file.getLineAndCharacterOfPosition(
diagnostic.start);return`${diagnostic.file.fileName}:${line+1}:${character+1}: error TS${diagnostic.code}: ${text}`}
